use crate::body::Body;
use crate::draft::Draft;
use crate::name::{bare_surname_at, name_at};
use crate::reader::{Link, Reader};
use crate::token::Kind;

impl Reader<'_> {
    /// Joins the draft to the party before it where they are one; what is left is a party of its own.
    pub(crate) fn joined(&mut self, mut draft: Draft, link: Link) -> Option<Draft> {
        let index = self.read.parties.len().wrapping_sub(1);
        let Some(last) = self.read.parties.get(index) else { return Some(draft) };
        let before = index.checked_sub(1).and_then(|index| self.read.parties.get(index));
        if is_one_person(last, before, &draft, link) {
            let is_shared =
                last.body.is_some() && last.post.is_none() || last.post.as_ref().is_some_and(|post| post.plural);
            let is_close = matches!(link, Link::Blank | Link::Dash | Link::Bracket);
            self.shares = (is_shared && is_close).then_some(index);
            let last = self.read.parties.get_mut(index)?;
            if draft.name.is_some() && last.post.is_some() && draft.role.is_none() {
                draft.case = last.case;
            }
            last.absorb(draft);
            return None;
        }
        let is_in_bracket = link == Link::Bracket && self.read.parties.get(index).is_some_and(Draft::is_body);
        if is_in_bracket && draft.post.is_some() {
            draft.keep_body_in_office();
            self.read.parties.get_mut(index)?.absorb(draft);
            return None;
        }
        if self.takes_office(index, &draft, link) {
            self.give_to_names_before(index, &draft);
            if self.read.parties.get(index).is_some_and(|last| last.body.is_some() && !last.is_sharing) {
                draft.keep_body_in_office();
            }
            let last = self.read.parties.get_mut(index)?;
            if last.is_sharing {
                (last.post, last.body, last.is_sharing) = (None, None, false);
            }
            last.absorb(draft);
            return None;
        }
        if self.is_same_office_holder(index, &draft, link) {
            self.read.parties.get_mut(index)?.add_office(draft, link == Link::And);
            return None;
        }
        let owner = self.shares.and_then(|owner| self.read.parties.get(owner));
        let of_many = owner.and_then(|owner| owner.post.as_ref()).is_some_and(|post| post.plural);
        if draft.is_bare_name()
            && (matches!(link, Link::Comma | Link::And | Link::Blank) || of_many && link == Link::Break)
        {
            if let Some(owner) = owner {
                (draft.post, draft.body, draft.is_sharing) = (owner.post.clone(), owner.body.clone(), true);
                draft.case = owner.case;
            }
            return Some(draft);
        }
        self.shares = None;
        self.give_body_of_bracket(&mut draft);
        Some(draft)
    }

    /// «Отдел культуры (начальник Иванова Н.М., методист Петров А.А.)»: the second office is of the same body.
    fn give_body_of_bracket(&self, draft: &mut Draft) {
        if !draft.is_single_post() || draft.body.is_some() {
            return;
        }
        let holds_draft = |body: &Body| {
            let open = body.range.end;
            self.cell.is(open, Kind::Open) && self.cell.group_end(open).is_some_and(|end| end > draft.start())
        };
        let bodies = self.read.parties.iter().rev().filter(|party| party.name.is_some());
        draft.body = bodies.filter_map(|party| party.body.as_ref()).find(|body| holds_draft(body)).cloned();
    }

    /// «Иванова Н.М., Петров А.А. – учителя»: an office of many goes to all the names before it.
    fn give_to_names_before(&mut self, index: usize, draft: &Draft) {
        if !draft.post.as_ref().is_some_and(|post| post.plural) {
            return;
        }
        let names = self.read.parties.get_mut(..index).unwrap_or_default().iter_mut().rev();
        let mut next = self.at;
        for name in names.take_while(|party| party.is_bare_name()) {
            let is_listed = (name.end()..next).all(|at| !self.cell.is_hard(at) && !self.cell.is(at, Kind::Semicolon));
            if !is_listed {
                break;
            }
            next = name.start();
            (name.post, name.body, name.is_sharing) = (draft.post.clone(), draft.body.clone(), true);
        }
    }

    /// A name, then its office: «Петров А.А., директор», «Петров А.А. – директор школы».
    fn takes_office(&self, index: usize, draft: &Draft, link: Link) -> bool {
        let Some(last) = self.read.parties.get(index) else { return false };
        let is_free = last.name.is_some() && (last.is_bare_name() || last.is_sharing);
        let is_small = draft
            .pieces
            .first()
            .and_then(|piece| self.cell.tokens.get(piece.start))
            .is_some_and(|token| !token.is_capitalized());
        let has_own_name = || {
            let next = if self.cell.is(self.at, Kind::Dash) { self.at + 1 } else { self.at };
            !self.cell.is_hard(next)
                && (name_at(self.cell, next).is_some() || bare_surname_at(self.cell, next).is_some())
        };
        let fits = match link {
            Link::Dash | Link::Bracket => draft.post.is_some() || draft.is_body(),
            Link::Comma => draft.is_single_post() && last.is_bare_name() && !has_own_name(),
            Link::Blank => draft.is_single_post() && is_small && last.is_bare_name(),
            _ => false,
        };
        let is_of_body = last.name.is_some() && last.post.is_none() && draft.is_single_post();
        let is_close = matches!(link, Link::Dash | Link::Bracket);
        draft.name.is_none() && fits && (is_free || is_of_body && is_close)
    }

    /// «заместитель главы – начальник отдела», «учитель и классный руководитель Иванова Н.М.»
    fn is_same_office_holder(&self, index: usize, draft: &Draft, link: Link) -> bool {
        let Some(last) = self.read.parties.get(index) else { return false };
        let next = if self.cell.is(self.at, Kind::Dash) { self.at + 1 } else { self.at };
        let named = name_at(self.cell, next).is_some();
        let both_single = last.is_single_post() && draft.is_single_post();
        both_single
            && (link == Link::Dash || link == Link::And && named && (last.body.is_none() || draft.body.is_none()))
    }

    /// «директора и заместители директоров ОО»: an office without a body shares that of the office after «и».
    pub(crate) fn share_back(&mut self) {
        let Some((last, others)) = self.read.parties.split_last_mut() else { return };
        let Some(before) = others.last_mut() else { return };
        let both_offices = before.post.is_some() && last.post.is_some() && before.name.is_none() && last.name.is_none();
        let is_and = before.end() < last.start() && (before.end()..last.start()).all(|at| self.cell.is_and(at));
        if both_offices && is_and && before.body.is_none() && before.note.is_none() && !before.has_field(self.cell) {
            before.body = last.body.clone();
        }
    }
}

/// Whether a name without an office or a body belongs to the office or body before it.
fn is_one_person(last: &Draft, before: Option<&Draft>, draft: &Draft, link: Link) -> bool {
    if !draft.is_bare_name() || last.name.is_some() {
        return last.is_body() && draft.is_single_post() && draft.body.is_none() && link == Link::Dash;
    }
    let is_office_list = before.is_some_and(Draft::is_single_post) && last.is_single_post();
    match link {
        Link::Blank | Link::Dash | Link::Bracket => true,
        Link::Break => last.is_single_post(),
        Link::Comma => last.is_single_post() && !is_office_list,
        Link::And | Link::Start => false,
    }
}
