use vekha_model::Role;

use crate::column::Column;
use crate::evidence::SAMPLE;
use crate::grid::{Grid, GridCell};
use crate::numbering::is_number;

/// A wide header over a number and a text is two columns: «№ Мероприятие» over «1 | Смотр».
pub(crate) fn split_wide(columns: Vec<Column>, grid: &Grid, from: usize) -> Vec<Column> {
    let mut split = Vec::with_capacity(columns.len());
    for column in columns {
        let inside = |row: usize| -> Vec<&GridCell> {
            let cells = grid.rows[row].cells.iter();
            cells.filter(|cell| column.start <= cell.start && cell.end <= column.end).collect()
        };
        let rows: Vec<usize> =
            (from..grid.rows.len()).take(SAMPLE).filter(|&row| grid.rows[row].cells.len() > 1).collect();
        let many: Vec<usize> = rows.iter().copied().filter(|&row| inside(row).len() > 1).collect();
        let template = many.first().filter(|_| column.end - column.start > 1 && many.len() * 2 > rows.len());
        let Some(&template) = template else {
            split.push(column);
            continue;
        };
        let cells = inside(template);
        let first_numbers = many.iter().filter(|&&row| {
            inside(row).first().is_some_and(|cell| cell.words.is_blank() || is_number(&cell.words.text))
        });
        // The weeks of a month are no numbers of rows.
        let begins_with_number = column.period.is_none() && first_numbers.count() * 2 > many.len();
        for (index, cell) in cells.iter().enumerate() {
            let mut part = Column { start: cell.start, end: cell.end, ..column.clone() };
            if index == 0 && begins_with_number {
                part.take(Role::Number, "numbers below a wider header");
            }
            split.push(part);
        }
    }
    split
}
