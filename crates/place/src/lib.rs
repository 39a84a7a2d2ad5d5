//! Where? Text to region and municipality with evidence.
//!
//! [`find`] takes the pieces of a document with their weight (title, head, party cells, body) and says whose it is.
//! Names in any case form, seats, institutes and authorities' titles are evidence; each may fit several regions, what
//! fits all of it wins, and a tie stays a tie. The classifier of municipalities and the lists are in `data/`.
//!
//! ```
//! use vekha_model::Place;
//! use vekha_place::{Piece, Weight, find};
//!
//! let text = "План мероприятий администрации Жердевского района";
//! let found = find(&[Piece { text, place: Place::block("plan.docx", 0), weight: Weight::Title }]);
//! assert_eq!(found.region.and_then(|region| region.iso).as_deref(), Some("RU-TAM"));
//! let municipality = found.municipality.ok_or("no municipality")?;
//! assert_eq!(municipality.name, "Жердевский район");
//! assert_eq!(municipality.official_name.as_deref(), Some("Жердевский муниципальный район"));
//! assert_eq!(municipality.evidence[0].place.to_string(), "plan.docx#0:31..49");
//! # Ok::<(), &str>(())
//! ```

mod bare;
mod choice;
mod clue;
mod cues;
mod declension;
mod find;
mod fit;
mod institutes;
mod kinds;
mod lexicon;
mod municipalities;
mod naming;
mod piece;
mod regions;
mod row;
mod school;
mod territory;
mod typed;
mod verdict;
mod words;
mod yo;

pub use find::find;
pub use piece::{Found, Piece, Weight};
