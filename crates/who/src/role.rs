use std::ops::Range;

use vekha_lexis::Case;
use vekha_model::PartyRole;

use crate::bracket::{Bracket, bracket_at};
use crate::draft::Draft;
use crate::phrase_words::Effect;
use crate::reader::{Link, Reader};
use crate::set_phrase::{Set, set_at};

/// The part in the work that the parties after it have.
pub(crate) struct Role {
    role: PartyRole,
    /// The case its words ask of the parties after it; a heading («Соисполнители:») asks none and holds on.
    case: Case,
}

impl Reader<'_> {
    pub(crate) fn set_phrase(&mut self) -> bool {
        let Some(Set { phrase, end }) = set_at(self.cell, self.at) else { return false };
        let words = self.at..end;
        if self.after_unread && matches!(phrase.effect, Effect::Role(_, case) if case != Case::Nominative) {
            return false;
        }
        match phrase.effect {
            Effect::Note => return self.note(words),
            Effect::Role(role, case) => {
                self.drop_lead();
                self.role = Some(Role { role, case });
                self.wanted = case;
                self.lead = Some(words);
                self.at = end;
            }
            Effect::Label(case) => {
                self.end_role();
                self.wanted = case;
                self.skip(end);
            }
        }
        self.link = Link::Start;
        self.shares = None;
        true
    }

    /// A qualifier belongs to the party before it, over a comma or a line break too.
    fn note(&mut self, words: Range<usize>) -> bool {
        let follows = self.link != Link::Start;
        let Some(party) = self.read.parties.last_mut().filter(|party| follows && party.note.is_none()) else {
            return false;
        };
        party.note = Some(words.clone());
        party.pieces.push(words.clone());
        self.at = words.end;
        true
    }

    pub(crate) fn bracket(&mut self) -> bool {
        let Some((bracket, end)) = bracket_at(self.cell, self.at) else { return false };
        let group = self.at..end;
        let last = self.read.parties.last_mut().filter(|_| self.link != Link::Start);
        match (bracket, last) {
            (Bracket::Note, Some(party)) if party.note.is_none() => {
                party.note = Some(group.start + 1..group.end - 1);
                party.pieces.push(group);
                self.at = end;
            }
            (Bracket::Definition, Some(party)) => {
                party.pieces.push(group.clone());
                party.aside.push(group);
                self.at = end;
            }
            (Bracket::Role(effect), Some(party)) => {
                if let Effect::Role(role, _) = effect {
                    party.role = party.role.or(Some(role));
                }
                party.pieces.push(group.clone());
                party.aside.push(group);
                self.at = end;
            }
            (Bracket::Number | Bracket::Definition | Bracket::Note, _) => {
                self.read.unread.push(group);
                self.at = end;
            }
            (Bracket::Names | Bracket::Part | Bracket::Role(_), _) => return false,
        }
        true
    }

    /// Words of a role after which no party came name nobody.
    pub(crate) fn drop_lead(&mut self) {
        self.read.unread.extend(self.lead.take());
    }

    pub(crate) fn end_role(&mut self) {
        self.drop_lead();
        self.role = None;
        self.wanted = Case::Nominative;
    }

    pub(crate) fn give_role(&mut self, draft: &mut Draft) {
        let Some(role) = &self.role else {
            self.wanted = Case::Nominative;
            return;
        };
        let case = draft.body.as_ref().filter(|_| draft.post.is_none()).map_or(draft.case, |body| body.case);
        let is_first = self.lead.is_some();
        let is_meant = role.case == Case::Nominative
            || is_first
            || case == Some(role.case) && draft.name.is_none()
            || matches!(self.link, Link::And | Link::Blank | Link::Dash | Link::Bracket);
        if !is_meant {
            self.end_role();
            if draft.name.is_some() {
                draft.case = Some(Case::Nominative);
            }
            return;
        }
        draft.role = Some(role.role);
        if let Some(lead) = self.lead.take() {
            draft.pieces.insert(0, lead.clone());
            draft.aside.push(lead);
        }
    }
}
