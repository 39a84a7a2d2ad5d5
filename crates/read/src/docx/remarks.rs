use vekha_model::Note;

use super::xml::Xml;

/// What was odd, each thing once.
#[derive(Default)]
pub(super) struct Remarks {
    notes: Vec<Note>,
}

/// How a part came out of its bytes.
pub(super) struct Condition<'p> {
    pub part: &'p str,
    pub is_main: bool,
    /// Whether some bytes made no characters.
    pub replaced: bool,
    /// Why its end is missing, if it is.
    pub cut: Option<&'p str>,
}

impl Remarks {
    /// Adds a remark, unless it was made already.
    pub fn add(&mut self, code: &str, text: impl Into<String>) {
        let note = Note::whole(code, text);
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }

    /// Adds a remark about things that were counted, if there were any.
    pub fn count(&mut self, code: &str, count: u64, text: &str) {
        if count > 0 {
            self.add(code, format!("{count} {text}"));
        }
    }

    /// Adds what was odd about a part as a whole; the damage done to it is handed back.
    pub fn condition(&mut self, condition: &Condition, xml: &Xml) -> Option<String> {
        let part = condition.part;
        if condition.replaced {
            self.add("bad_utf8", format!("part `{part}` has bytes that are no characters; they were replaced"));
        }
        if xml.doctype {
            self.add("doctype", format!("part `{part}` declares a document type, which is not read"));
        }
        if let Some(entity) = &xml.entity {
            self.add("entity", format!("part `{part}` has the entity `{entity}`, which is not expanded"));
        }
        let damage = condition.cut.map(str::to_owned).or_else(|| xml.damage.clone())?;
        let code = if condition.is_main { "damaged_xml" } else { "damaged_part" };
        self.add(code, format!("part `{part}` is damaged and read as far as it goes: {damage}"));
        Some(damage)
    }

    /// The notes in the order in which they were made.
    pub fn take(&mut self) -> Vec<Note> {
        std::mem::take(&mut self.notes)
    }
}
