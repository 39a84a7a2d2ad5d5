use vekha_model::{Row, Table, Vertical};

use super::canvas::{Kind, characters, is_bar, is_joint, is_stroke, kind, posts};
use super::group::{Group, Line};
use crate::text::wrapped;

/// Where the columns of a drawing stand.
pub(super) struct Frame {
    /// The places of the posts between and around the columns.
    edges: Vec<usize>,
    /// The first and one past the last character of each column.
    columns: Vec<(usize, usize)>,
}

/// The table of these lines; `None` if their bars do not stand one below the other.
pub(super) fn read(lines: &[&str]) -> Option<Table> {
    let lines: Vec<(Kind, Vec<char>)> = lines.iter().map(|line| (kind(line), characters(line))).collect();
    let frame = Frame::of(&lines)?;
    Some(table(frame.groups(&lines), frame.columns.len()))
}

impl Frame {
    fn of(lines: &[(Kind, Vec<char>)]) -> Option<Self> {
        let longest = lines.iter().map(|(_, line)| line.len()).max().unwrap_or(0);
        // How many rows and how many rules have a post at each place.
        let mut counts = vec![(0_usize, 0_usize); longest];
        for (kind, line) in lines {
            for at in posts(line, *kind == Kind::Rule) {
                counts[at].0 += usize::from(*kind == Kind::Row);
                counts[at].1 += usize::from(*kind == Kind::Rule);
            }
        }
        let rows = lines.iter().filter(|(kind, _)| *kind == Kind::Row).count();
        let is_edge = |&(bars, joints): &(usize, usize)| bars > 0 && (joints > 0 || bars * 2 >= rows);
        let edges: Vec<usize> = (0..longest).filter(|at| is_edge(&counts[*at])).collect();
        let bars: usize = counts.iter().map(|count| count.0).sum();
        let aligned: usize = edges.iter().map(|at| counts[*at].0).sum();
        let has_words = |from: usize, to: usize| {
            let rows = lines.iter().filter(|(kind, _)| *kind == Kind::Row);
            rows.filter_map(|(_, line)| line.get(from..to.min(line.len()))).flatten().any(|c| !c.is_whitespace())
        };
        let (first, last) = (*edges.first()?, *edges.last()?);
        let mut columns: Vec<(usize, usize)> = edges.windows(2).map(|pair| (pair[0] + 1, pair[1])).collect();
        if has_words(0, first) {
            columns.insert(0, (0, first));
        }
        if has_words(last + 1, usize::MAX) {
            columns.push((last + 1, usize::MAX));
        }
        columns.retain(|(from, to)| from < to); // `||` is one bar
        (columns.len() > 1 && aligned * 10 >= bars * 9).then_some(Self { edges, columns })
    }

    /// The lines between rules that go through the whole table, or through some of its columns.
    fn groups(&self, lines: &[(Kind, Vec<char>)]) -> Vec<Group> {
        let mut groups = vec![Group::new(vec![true; self.columns.len()])];
        for (kind, line) in lines {
            let ruled = self.ruled(*kind, line);
            let is_rule = ruled.contains(&true);
            let Some(group) = groups.last_mut() else { continue };
            if !is_rule {
                group.lines.push(self.line(line));
                continue;
            }
            if ruled.contains(&false) {
                group.go_on(&ruled, |column| self.words(line, self.columns[column]));
            }
            if group.lines.is_empty() {
                group.join_rule(&ruled);
            } else {
                groups.push(Group::new(ruled));
            }
        }
        groups.retain(|group| !group.lines.is_empty());
        groups
    }

    /// Which columns a line rules off.
    fn ruled(&self, kind: Kind, line: &[char]) -> Vec<bool> {
        let is_at_joint = |(from, to): (usize, usize)| {
            let has = |at: Option<usize>| at.and_then(|at| line.get(at)).is_some_and(|c| is_joint(*c));
            has(from.checked_sub(1)) || has(Some(to))
        };
        let ruled = |&column: &(usize, usize)| {
            let (from, to) = column;
            let drawn = line.get(from..to.min(line.len())).unwrap_or_default();
            match kind {
                Kind::Stroke => true,
                Kind::Rule => drawn.iter().any(|c| is_stroke(*c)) || drawn.is_empty(),
                Kind::Row => drawn.len() > 1 && drawn.iter().all(|c| is_stroke(*c)) && is_at_joint(column),
                Kind::Other => false,
            }
        };
        self.columns.iter().map(ruled).collect()
    }

    /// The words of a line, cell by cell; a bar that is missing joins two columns.
    fn line(&self, line: &[char]) -> Line {
        let own: Vec<usize> = posts(line, false);
        let is_displaced = own.len() == self.edges.len() && own != self.edges;
        if is_displaced && let Some(moved) = self.moved(&own) {
            return moved.line(line);
        }
        let has_post = |at: usize| line.get(at).is_none_or(|c| is_bar(*c) || is_joint(*c));
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        for (index, &(from, to)) in self.columns.iter().enumerate() {
            let is_parted = from.checked_sub(1).is_none_or(has_post);
            match cells.last_mut() {
                Some(cell) if !is_parted => {
                    cell.1 = index + 1;
                    cell.2 = self.words(line, (self.columns[cell.0].0, to));
                }
                _ => cells.push((index, index + 1, self.words(line, (from, to)))),
            }
        }
        Line { cells }
    }

    /// The same columns between other posts.
    fn moved(&self, posts: &[usize]) -> Option<Self> {
        let to = |at: usize| self.edges.iter().position(|edge| *edge == at).map(|index| posts[index]);
        let column = |&(from, past): &(usize, usize)| {
            let from = from.checked_sub(1).map_or(Some(0), |edge| to(edge).map(|post| post + 1))?;
            let past = if past == usize::MAX { Some(past) } else { to(past) }?;
            (from <= past).then_some((from, past))
        };
        let columns = self.columns.iter().map(column).collect::<Option<Vec<_>>>()?;
        Some(Self { edges: posts.to_vec(), columns })
    }

    fn words(&self, line: &[char], (from, to): (usize, usize)) -> String {
        let words: String = line.get(from..to.min(line.len())).unwrap_or_default().iter().collect();
        words.trim().to_owned()
    }
}

/// A cell as its rows of the drawing gather it.
struct Gathered {
    first: usize,
    past: usize,
    vertical: Vertical,
    lines: Vec<String>,
}

fn table(groups: Vec<Group>, width: usize) -> Table {
    // Rules between all rows, or only round the header and the whole.
    let is_dense = groups.len() > 3;
    let is_numbered = groups.iter().flat_map(|group| &group.lines).filter(|line| line.is_numbered()).count() > 1;
    let room: Vec<usize> = (0..width)
        .map(|column| wrapped::room(groups.iter().flat_map(|group| &group.lines).map(|line| line.words_in(column))))
        .collect();
    let mut rows: Vec<Vec<Gathered>> = Vec::new();
    // The row and the cell in it that each column's merge began with.
    let mut owners: Vec<Option<(usize, usize)>> = vec![None; width];
    for group in groups {
        let above = group.above.clone();
        for (number, lines) in group.rows(is_dense, is_numbered, room[0]).into_iter().enumerate() {
            let row = rows.len();
            let mut cells = gathered(lines);
            for (index, cell) in cells.iter_mut().enumerate() {
                let goes_on = number == 0 && !above[cell.first..cell.past].contains(&true);
                let owner = owners[cell.first].filter(|_| goes_on);
                if let Some((owner_row, owner_index)) = owner {
                    let owner = &mut rows[owner_row][owner_index];
                    (owner.vertical, cell.vertical) = (Vertical::Start, Vertical::Continue);
                    owner.lines.append(&mut cell.lines);
                } else {
                    owners[cell.first..cell.past].fill(Some((row, index)));
                }
            }
            rows.push(cells);
        }
    }
    let merges = rows.iter().flatten().any(|cell| cell.vertical == Vertical::Continue);
    let row = |cells: Vec<Gathered>| Row {
        cells: cells
            .into_iter()
            .map(|gathered| {
                let room = room[gathered.first..gathered.past].iter().sum::<usize>()
                    + 3 * (gathered.past - gathered.first - 1);
                let words = wrapped::words(gathered.lines.iter().map(String::as_str), room);
                let mut cell = wrapped::cell(&words);
                (cell.colspan, cell.vertical) = (gathered.past - gathered.first, gathered.vertical);
                cell
            })
            .collect(),
        ..Row::default()
    };
    Table { merges, rows: rows.into_iter().map(row).collect(), ..Table::default() }
}

/// The cells of a row's lines, which have the same cells.
fn gathered(lines: Vec<Line>) -> Vec<Gathered> {
    let mut cells: Vec<Gathered> = Vec::new();
    for line in lines {
        for (index, (first, past, words)) in line.cells.into_iter().enumerate() {
            match cells.get_mut(index) {
                Some(cell) => cell.lines.push(words),
                None => cells.push(Gathered { first, past, vertical: Vertical::Single, lines: vec![words] }),
            }
        }
    }
    cells
}
