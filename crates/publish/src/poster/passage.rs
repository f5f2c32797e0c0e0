//! What a sheet says to who does not see it: the same things as its items, in the order in which one reads them.

use std::ops::Range;

/// Things that belong together on a sheet: a cluster and what is in it, or what is in none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// Title of the cluster; what is in no cluster has none.
    pub heading: Option<Passage>,
    /// In the order in which one reads them.
    pub passages: Vec<Passage>,
}

/// One thing that is read: a note, a title, a link.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What it is.
    pub role: Role,
    /// What it consists of, in the order in which one reads it.
    pub parts: Vec<Part>,
}

/// What a [`Passage`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Heading of the sheet.
    Title,
    /// A line below it.
    Lead,
    /// Title of a cluster.
    Heading,
    /// A note.
    Note,
    /// Words without paper, a picture, what is drawn.
    Mark,
    /// A link.
    Link,
}

/// Items that are read as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Their places in [`super::Scene::items`].
    pub items: Vec<Range<usize>>,
    /// How they are read.
    pub content: Content,
}

/// How the items of a [`Part`] are read.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// As the lines of text among them say; all else is ornament.
    Words,
    /// As this says, which is more than the few letters of the sign.
    Sign(String),
    /// As this says; they are a picture.
    Figure(String),
    /// A picture that leads somewhere.
    Way {
        /// As it is read.
        says: String,
        /// An address, complete.
        to: String,
    },
    /// Lines drawn by hand, which nobody has put into words.
    Drawn,
}

impl Part {
    /// One stretch of items.
    pub(crate) fn new(items: Range<usize>, content: Content) -> Self {
        Self { items: vec![items], content }
    }
}

impl Section {
    /// Its heading, then the rest.
    pub fn all(&self) -> impl Iterator<Item = &Passage> {
        self.heading.iter().chain(&self.passages)
    }
}
