//! Text files in the two layouts in which plans are found.

use crate::inline::{Inline, Level};
use crate::numbering::Counter;
use crate::source::{Block, Cell, Layout, Merge, Source, Table};

/// The source as plain text.
pub fn text(source: &Source, layout: Layout) -> String {
    let mut writer = Writer { layout, counter: Counter::default() };
    let mut out = String::new();
    let mut was_table = false;
    for block in source.flat() {
        let is_table = matches!(block, Block::Table(_));
        // A blank line sets a table apart; two tables in a row are two pages.
        if !out.is_empty() && (is_table || was_table) {
            out.push('\n');
        }
        out.push_str(&match block {
            Block::Paragraph(paragraph) => writer.words(&paragraph.pieces, Place::Paragraph) + "\n",
            Block::Table(table) => writer.table(table),
            Block::Frame(_) => String::new(), // laid flat
        });
        was_table = is_table;
    }
    out
}

struct Writer {
    layout: Layout,
    counter: Counter,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Paragraph,
    Cell,
}

impl Writer {
    fn table(&mut self, table: &Table) -> String {
        let rows: Vec<String> = table.rows.iter().map(|row| self.row(row)).collect();
        match self.layout {
            Layout::Cells => rows.join("\n"),
            Layout::Tabs => rows.concat(),
        }
    }

    fn row(&mut self, row: &[Cell]) -> String {
        match self.layout {
            // A cell that a merge has swallowed on the left leaves no line; one swallowed from above is an empty cell.
            Layout::Cells => {
                let cells = row.iter().filter(|cell| cell.merge != Merge::Left);
                cells.map(|cell| format!("\t{}\n", self.lines(cell))).collect()
            }
            Layout::Tabs => {
                let cells: Vec<String> = row.iter().map(|cell| self.line(cell)).collect();
                cells.join("\t") + "\n"
            }
        }
    }

    fn lines(&mut self, cell: &Cell) -> String {
        let paragraphs: Vec<String> = cell.paragraphs.iter().map(|pieces| self.words(pieces, Place::Cell)).collect();
        paragraphs.join("\n")
    }

    /// A cell on one line; a bulleted list becomes HTML's, as page extractors leave it.
    fn line(&mut self, cell: &Cell) -> String {
        let (items, words): (Vec<_>, Vec<_>) = cell.paragraphs.iter().partition(|pieces| is_item(pieces));
        let words: Vec<String> = words.iter().map(|pieces| self.words(pieces, Place::Cell)).collect();
        let words = words.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ").replace('\n', " ");
        if items.is_empty() {
            return words;
        }
        let items: String = items.iter().map(|item| format!("<li>{}</li>", self.words(item, Place::Cell))).collect();
        format!("<p>{words}</p> <ul>{items}</ul>")
    }

    fn words(&mut self, pieces: &[Inline], place: Place) -> String {
        let is_number_alone = pieces.len() == 1 && place == Place::Cell;
        pieces.iter().map(|piece| self.piece(piece, place, is_number_alone)).collect()
    }

    fn piece(&mut self, piece: &Inline, place: Place, is_alone: bool) -> String {
        match (piece, self.layout, place) {
            (Inline::Bold(words), Layout::Tabs, Place::Cell) => format!("<b>{words}</b>"),
            (Inline::Bold(words), Layout::Tabs, Place::Paragraph) => format!("**{words}**"),
            (Inline::Italic(words), Layout::Tabs, _) => format!("*{words}*"),
            (Inline::Number(Level::Bullet), Layout::Tabs, _) => String::new(),
            // In a cell of its own the number stands alone, elsewhere before the words.
            (Inline::Number(level), ..) if is_alone && *level != Level::Bullet => self.counter.next(*level),
            (Inline::Number(level), ..) => self.counter.next(*level) + " ",
            (piece, ..) => piece.visible().to_owned(),
        }
    }
}

fn is_item(pieces: &[Inline]) -> bool {
    matches!(pieces.first(), Some(Inline::Number(Level::Bullet)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(layout: Layout, body: &str) -> String {
        text(&Source::parse(&format!("---\n{body}")).unwrap(), layout)
    }

    #[test]
    fn cells_stand_one_a_line_and_go_on_without_a_tab() {
        let text =
            written(Layout::Cells, "**План**\ntable 1 2\n== Раздел\n| {1} | Май\n  ~\n  2024\n| ^ | Июнь\nend\nглава");
        assert_eq!(text, "План\n\n\tРаздел\n\n\t1.\n\tМай\n\n2024\n\n\t\n\tИюнь\n\nглава\n");
    }

    #[test]
    fn rows_stand_one_a_line_with_mark_up() {
        let rows =
            "table 1 2\n== **Раздел**\n| {1} | Темы:\n  {•}спорт\n  {•}туризм\nend\ntable 1 2\n| 2. | Май\n  2024\nend";
        let text = written(Layout::Tabs, &format!("**План**\n{rows}"));
        assert_eq!(
            text,
            "**План**\n\n<b>Раздел</b>\t\n1.\t<p>Темы:</p> <ul><li>спорт</li><li>туризм</li></ul>\n\n2.\tМай 2024\n"
        );
    }
}
