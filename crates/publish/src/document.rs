//! A workshop as a handbook: clusters become chapters, notes points with where they come from, links sentences.
//!
//! [`handbook()`] decides what stands in it and in which order, from boards and from the choices that are kept with the
//! workshop ([`Outline`]). `block` turns that into one list of headings, paragraphs and lists, and every writer walks that
//! list: [`markdown()`], [`html()`], [`docx()`], [`odt()`], [`pdf()`]. [`page()`] tells boards the same way to everybody who
//! has its link. Rules HB1.. and PP1.. are in docs/spec.md.

mod block;
mod choice;
mod docx;
mod gather;
mod handbook;
mod html;
mod left;
mod markdown;
mod material;
mod odt;
mod outline;
mod page;
mod pdf;
mod picture;
mod votes;
mod words;

pub(crate) use block::from;
pub use choice::{Key, TooMuch};
pub use docx::docx;
pub use gather::handbook;
pub(crate) use gather::{line, unmarked};
pub use handbook::{Chapter, Handbook, LeftOut, Meeting, Origin, Point, Remark};
pub use html::{STYLE_HASH, html};
pub use markdown::markdown;
pub use material::{Basis, Material, Phase, Place, Session, Sheet};
pub use odt::odt;
pub use outline::{Outline, Shows};
pub use page::{Board, PAGE_STYLE_HASH, Page, gone, page};
pub use pdf::pdf;
pub use picture::{Picture, Pictures};
