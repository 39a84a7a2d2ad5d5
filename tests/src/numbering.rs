//! Automatic numbers as Word prints them, for the plain-text files.

use crate::inline::Level;

/// Counts numbered paragraphs through one document.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    first: usize,
    second: usize,
}

impl Counter {
    /// The printed number of the next paragraph of this level.
    pub(crate) fn next(&mut self, level: Level) -> String {
        match level {
            Level::First => {
                self.first += 1;
                self.second = 0;
                format!("{}.", self.first)
            }
            Level::Second => {
                self.second += 1;
                format!("{}.{}.", self.first.max(1), self.second)
            }
            Level::Bullet => "·".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_level_starts_again_under_each_first() {
        let mut counter = Counter::default();
        let levels = [Level::First, Level::Second, Level::Second, Level::First, Level::Second, Level::Bullet];
        let printed: Vec<_> = levels.into_iter().map(|level| counter.next(level)).collect();
        assert_eq!(printed, ["1.", "1.1.", "1.2.", "2.", "2.1.", "·"]);
    }
}
