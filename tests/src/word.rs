//! Word files: the parts by docx-rs, the archive with fixed times and numbers, so that each run writes the same bytes.

use std::io::{Cursor, Write as _};

use docx_rs::{
    AbstractNumbering, AlignmentType, BreakType, Delete, Docx, Footnote, Hyperlink, HyperlinkData, HyperlinkType,
    IndentLevel, Insert, Level as WordLevel, LevelJc, LevelText, NumberFormat, Numbering, NumberingId,
    Paragraph as WordParagraph, Run, RunFonts, SpecialIndentType, Start, Table as WordTable, TableCell,
    TableLayoutType, TableRow, VMergeType, WidthType, XMLDocx,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::corpus::CorpusError;
use crate::inline::{Inline, Level};
use crate::source::{Align, Block, Cell, Merge, Paragraph, Source, Table};

/// The author of tracked changes.
const AUTHOR: &str = "Организационный отдел";
/// The moment of writing: fixed, because the clock is no part of a source.
const MOMENT: &str = "2024-01-15T09:00:00Z";
/// A4 on its side, in twentieths of a point, and what its margins leave for text.
const PAGE: (u32, u32) = (16_838, 11_906);
const TEXT_WIDTH: usize = 13_400;
/// docx-rs has a list of its own under 1.
const NUMBERED: usize = 2;
const BULLETED: usize = 3;

/// The source as a Word file.
pub fn docx(source: &Source) -> Result<Vec<u8>, CorpusError> {
    let mut writer = Writer::default();
    let mut document = empty();
    for block in &source.blocks {
        document = match block {
            Block::Paragraph(paragraph) => document.add_paragraph(writer.aligned(paragraph)),
            Block::Table(table) => document.add_table(writer.table(table)),
            Block::Frame(blocks) => document.add_table(writer.frame(blocks)),
        };
    }
    archive(document.build(), &writer.absent)
}

fn empty() -> Docx {
    let indent = |level: usize| (Some(360 * (level as i32 + 1)), Some(SpecialIndentType::Hanging(360)));
    let level = |at: usize, format: &str, text: &str| {
        let (start, special) = indent(at);
        let text = LevelText::new(text);
        WordLevel::new(at, Start::new(1), NumberFormat::new(format), text, LevelJc::new("left"))
            .indent(start, special, None, None)
    };
    let numbered =
        AbstractNumbering::new(NUMBERED).add_level(level(0, "decimal", "%1.")).add_level(level(1, "decimal", "%1.%2."));
    let bulleted = AbstractNumbering::new(BULLETED).add_level(level(0, "bullet", "•"));
    Docx::new()
        .page_size(PAGE.0, PAGE.1)
        .created_at(MOMENT)
        .updated_at(MOMENT)
        .default_fonts(RunFonts::new().ascii("Times New Roman").hi_ansi("Times New Roman").cs("Times New Roman"))
        .default_size(24)
        .add_abstract_numbering(numbered)
        .add_abstract_numbering(bulleted)
        .add_numbering(Numbering::new(NUMBERED, NUMBERED))
        .add_numbering(Numbering::new(BULLETED, BULLETED))
}

/// Counts what docx-rs would number over the whole process.
#[derive(Default)]
struct Writer {
    links: usize,
    footnotes: usize,
    /// For each row in the order of the text, how many places it leaves out before and after its cells.
    absent: Vec<(usize, usize)>,
}

impl Writer {
    fn aligned(&mut self, paragraph: &Paragraph) -> WordParagraph {
        let align = match paragraph.align {
            Align::Left => AlignmentType::Left,
            Align::Center => AlignmentType::Center,
            Align::Right => AlignmentType::Right,
        };
        self.paragraph(&paragraph.pieces).align(align)
    }

    fn frame(&mut self, blocks: &[Block]) -> WordTable {
        self.absent.push((0, 0));
        let cell = blocks.iter().fold(TableCell::new(), |cell, block| match block {
            Block::Paragraph(paragraph) => cell.add_paragraph(self.aligned(paragraph)),
            Block::Table(table) => cell.add_table(self.table(table)),
            Block::Frame(blocks) => cell.add_table(self.frame(blocks)),
        });
        // A cell must end with a paragraph (ECMA-376-1, 17.4.65).
        let cell = cell.add_paragraph(WordParagraph::new()).width(TEXT_WIDTH, WidthType::Dxa);
        WordTable::new(vec![TableRow::new(vec![cell])]).set_grid(vec![TEXT_WIDTH])
    }

    fn table(&mut self, table: &Table) -> WordTable {
        let sum: usize = table.widths.iter().sum::<usize>().max(1);
        let widths: Vec<usize> = table.widths.iter().map(|width| width * TEXT_WIDTH / sum).collect();
        let rows = (0..table.rows.len()).map(|row| self.row(table, row, &widths)).collect();
        WordTable::new(rows).set_grid(widths).layout(TableLayoutType::Fixed).width(TEXT_WIDTH, WidthType::Dxa)
    }

    fn row(&mut self, table: &Table, row: usize, widths: &[usize]) -> TableRow {
        let mut cells = Vec::new();
        for (column, cell) in table.rows[row].iter().enumerate() {
            if matches!(cell.merge, Merge::Left | Merge::Absent) {
                continue;
            }
            let swallowed = table.rows[row][column + 1..].iter().take_while(|next| next.merge == Merge::Left).count();
            let width = widths[column..=column + swallowed].iter().sum();
            let goes_on = table.rows.get(row + 1).is_some_and(|below| below[column].merge == Merge::Above);
            cells.push(merged(self.cell(cell).width(width, WidthType::Dxa), cell.merge, swallowed, goes_on));
        }
        let row = &table.rows[row];
        let absent = |cell: &&Cell| cell.merge == Merge::Absent;
        let before = row.iter().take_while(absent).count();
        let after = row.iter().rev().take_while(absent).count();
        self.absent.push((before, after));
        TableRow::new(cells)
    }

    fn cell(&mut self, cell: &Cell) -> TableCell {
        let word = TableCell::new();
        // A w:tc must hold a paragraph (ECMA-376-1, 17.4.65).
        if cell.paragraphs.is_empty() {
            return word.add_paragraph(WordParagraph::new());
        }
        cell.paragraphs.iter().fold(word, |word, pieces| word.add_paragraph(self.paragraph(pieces)))
    }

    fn paragraph(&mut self, pieces: &[Inline]) -> WordParagraph {
        pieces.iter().fold(WordParagraph::new(), |paragraph, piece| self.add(paragraph, piece))
    }

    fn add(&mut self, paragraph: WordParagraph, piece: &Inline) -> WordParagraph {
        let run = |words: &str| Run::new().add_text(words);
        match piece {
            Inline::Text(words) => paragraph.add_run(run(words)),
            Inline::Bold(words) => paragraph.add_run(run(words).bold()),
            Inline::Italic(words) => paragraph.add_run(run(words).italic()),
            Inline::Hidden(words) => paragraph.add_run(run(words).vanish()),
            Inline::Inserted(words) => paragraph.add_insert(Insert::new(run(words)).author(AUTHOR).date(MOMENT)),
            Inline::Deleted(words) => {
                let gone = Run::new().add_delete_text(words);
                paragraph.add_delete(Delete::new().add_run(gone).author(AUTHOR).date(MOMENT))
            }
            Inline::Link { address, words } => paragraph.add_hyperlink(self.link(address).add_run(run(words))),
            Inline::Footnote(words) => paragraph.add_run(Run::new().add_footnote_reference(self.footnote(words))),
            Inline::Tab => paragraph.add_run(Run::new().add_tab()),
            Inline::Break => paragraph.add_run(Run::new().add_break(BreakType::TextWrapping)),
            Inline::Number(level) => {
                let (id, depth) = match level {
                    Level::First => (NUMBERED, 0),
                    Level::Second => (NUMBERED, 1),
                    Level::Bullet => (BULLETED, 0),
                };
                paragraph.numbering(NumberingId::new(id), IndentLevel::new(depth))
            }
        }
    }

    fn link(&mut self, address: &str) -> Hyperlink {
        self.links += 1;
        let mut link = Hyperlink::new(address, HyperlinkType::External);
        if let HyperlinkData::External { rid, .. } = &mut link.link {
            *rid = format!("rIdHyperlink{}", self.links);
        }
        link
    }

    fn footnote(&mut self, words: &str) -> Footnote {
        self.footnotes += 1;
        let mut footnote = Footnote::new();
        footnote.id = self.footnotes;
        footnote.add_content(WordParagraph::new().add_run(Run::new().add_text(words)))
    }
}

fn merged(cell: TableCell, merge: Merge, swallowed: usize, goes_on: bool) -> TableCell {
    let cell = if swallowed > 0 { cell.grid_span(swallowed + 1) } else { cell };
    match (merge, goes_on) {
        (Merge::Above, _) => cell.vertical_merge(VMergeType::Continue),
        (_, true) => cell.vertical_merge(VMergeType::Restart),
        _ => cell,
    }
}

/// docx-rs numbers revisions over the whole process; here they are counted anew in each document.
fn revisions_counted(document: &[u8]) -> String {
    let xml = String::from_utf8_lossy(document);
    let mut out = String::with_capacity(xml.len());
    let mut rest = xml.as_ref();
    let mut count = 0;
    while let Some(at) = [r#"<w:ins w:id=""#, r#"<w:del w:id=""#].iter().filter_map(|tag| rest.find(tag)).min() {
        let (before, tag) = rest.split_at(at);
        let (name, value) = tag.split_at(r#"<w:ins w:id=""#.len());
        count += 1;
        out.push_str(&format!("{before}{name}{count}"));
        rest = value.trim_start_matches(|character: char| character.is_ascii_digit());
    }
    out + rest
}

/// docx-rs reads `w:gridBefore` and `w:gridAfter`, but does not write them: each row has one `w:trPr` to put them in.
fn with_absent(document: &str, absent: &[(usize, usize)]) -> String {
    const EMPTY: &str = "<w:trPr />";
    let mut pieces = document.split(EMPTY);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for (piece, (before, after)) in pieces.zip(absent) {
        let left_out = |name: &str, count: usize| match count {
            0 => String::new(),
            count => format!(r#"<w:{name} w:val="{count}" />"#),
        };
        match left_out("gridBefore", *before) + &left_out("gridAfter", *after) {
            none if none.is_empty() => out.push_str(EMPTY),
            some => out.push_str(&format!("<w:trPr>{some}</w:trPr>")),
        }
        out.push_str(piece);
    }
    out
}

fn archive(parts: XMLDocx, absent: &[(usize, usize)]) -> Result<Vec<u8>, CorpusError> {
    let document = with_absent(&revisions_counted(&parts.document), absent).into_bytes();
    let files = [
        ("[Content_Types].xml", parts.content_type),
        ("_rels/.rels", parts.rels),
        ("docProps/app.xml", parts.doc_props.app),
        ("docProps/core.xml", parts.doc_props.core),
        ("docProps/custom.xml", parts.doc_props.custom),
        ("word/_rels/document.xml.rels", parts.document_rels),
        ("word/document.xml", document),
        ("word/styles.xml", parts.styles),
        ("word/settings.xml", parts.settings),
        ("word/fontTable.xml", parts.font_table),
        ("word/comments.xml", parts.comments),
        ("word/numbering.xml", parts.numberings),
        ("word/commentsExtended.xml", parts.comments_extended),
        ("word/footnotes.xml", parts.footnotes),
    ];
    // The time of an entry stays at 1980-01-01, the zero of the zip format.
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, options)?;
        archive.write_all(&bytes).map_err(zip::result::ZipError::Io)?;
    }
    Ok(archive.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(body: &str) -> String {
        part(body, "word/document.xml")
    }

    fn part(body: &str, name: &str) -> String {
        let bytes = docx(&Source::parse(&format!("---\n{body}")).unwrap()).unwrap();
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
    }

    #[test]
    fn merges_are_written_as_word_counts_them() {
        let xml = document("table 1 1 1\n== Раздел\n| 1. | Опрос | Май\n| ^ | Сводка | ^\nend\n");
        assert_eq!(xml.matches(r#"<w:gridSpan w:val="3" />"#).count(), 1, "{xml}");
        assert_eq!(xml.matches(r#"<w:vMerge w:val="restart" />"#).count(), 2, "{xml}");
        assert_eq!(xml.matches(r#"<w:vMerge w:val="continue" />"#).count(), 2, "{xml}");
    }

    #[test]
    fn the_same_source_gives_the_same_bytes_whatever_was_written_before() {
        let source = Source::parse("---\n{-мая}{+июня}{link https://sait.example сайт}{note форма 3}\n").unwrap();
        assert_eq!(docx(&source).unwrap(), docx(&source).unwrap());
    }

    #[test]
    fn each_list_is_defined_once() {
        let xml = part("{1}План\n", "word/numbering.xml");
        for list in 1..=3 {
            assert_eq!(xml.matches(&format!(r#"<w:num w:numId="{list}">"#)).count(), 1, "{list}: {xml}");
            assert_eq!(
                xml.matches(&format!(r#"<w:abstractNum w:abstractNumId="{list}">"#)).count(),
                1,
                "{list}: {xml}"
            );
        }
    }

    #[test]
    fn places_that_a_row_leaves_out_are_counted_in_its_properties() {
        let cell = || Cell::of("слово");
        let rows = vec![vec![cell(), cell()], vec![Cell::merged(Merge::Absent), cell()]];
        let table = Block::Table(Table { widths: vec![1, 1], rows });
        let source = Source { outputs: Vec::new(), blocks: vec![Block::Frame(vec![table])] };
        let mut archive = zip::ZipArchive::new(Cursor::new(docx(&source).unwrap())).unwrap();
        let xml = std::io::read_to_string(archive.by_name("word/document.xml").unwrap()).unwrap();
        let rows: Vec<usize> = xml.split("<w:tr>").skip(1).map(|row| row.matches("gridBefore").count()).collect();
        assert_eq!(rows, [0, 0, 1], "{xml}");
    }

    #[test]
    fn revisions_are_counted_from_one() {
        let xml = revisions_counted(br#"<w:p><w:ins w:id="17" x/><w:del w:id="4" /></w:p>"#);
        assert_eq!(xml, r#"<w:p><w:ins w:id="1" x/><w:del w:id="2" /></w:p>"#);
    }
}
