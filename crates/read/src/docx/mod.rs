//! Office Open XML text (ECMA-376, Strict and Transitional), read in two steps: what the file says in Word's own terms
//! ([`story`], [`styles`], [`numbering`]), then what of it shows ([`layout`]).
//!
//! A part other than the main one may be missing or broken: that is a note. The main part may break off: what stands
//! before is read, as an office program does when it repairs a file.

mod assembly;
mod container;
mod counting;
mod encoding;
mod glyphs;
mod inline;
mod layout;
mod meter;
mod numbering;
mod package;
mod parts;
mod properties;
mod remarks;
mod story;
mod styles;
mod tag;
mod word;
mod xml;

#[cfg(test)]
mod tests;

use vekha_model::{Document, Format};

use self::assembly::Assembly;
use self::package::Package;
use self::parts::main_part;
use crate::{Limits, ReadError};

/// Reads a .docx file of this name.
pub(crate) fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, ReadError> {
    let mut package = Package::open(bytes, name, limits)?;
    let main = main_part(&mut package, name)?;
    let mut assembly = Assembly::new(package, &main.name, limits)?;
    let blocks = assembly.blocks(main)?;
    Ok(Document {
        id: crate::identity(bytes),
        name: name.to_owned(),
        format: Format::Docx,
        encoding: None,
        blocks,
        deleted_characters: assembly.left_out.deleted,
        hidden_characters: assembly.left_out.hidden,
        markup_characters: 0,
        notes: assembly.notes(),
    })
}
