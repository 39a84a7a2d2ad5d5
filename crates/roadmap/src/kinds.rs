use vekha_table::Kinds;

/// Tells dates and parties from other text, by reading them.
pub(crate) struct Understanding;

impl Kinds for Understanding {
    fn is_schedule(&self, text: &str) -> bool {
        vekha_when::is_schedule(text)
    }

    fn is_party(&self, text: &str) -> bool {
        vekha_who::is_party(text)
    }
}
