//! One page from chosen notes, in type as large as it goes: what a group hangs on its door.
//!
//! [`manifesto()`] says which sentences stand on it, from boards and from the choices that are kept with the workshop
//! ([`Choice`]). [`sheet()`] finds the largest type at which all of it is on one page, and gives a [`Scene`]: the poster's
//! writers make PDF, PNG and SVG of it. [`html()`] is the same page for screens. Rules MF1.. are in docs/spec.md.
//!
//! [`Scene`]: crate::poster::Scene

mod choice;
mod columns;
mod gather;
mod html;
mod painting;
mod sheet;
mod words;

pub use choice::{Choice, Chosen};
pub use gather::{Candidate, Cluster, Manifesto, Sentence, manifesto};
pub use html::html;
pub use sheet::{Overfull, SMALLEST_PT, Sheet, sheet};
