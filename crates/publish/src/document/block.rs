//! The one list that every writer walks, so that no file says something else than another.

use board::id::ImageId;
use board::words::Language;
use jiff::civil::Date;

use super::gather::isolated;
use super::handbook::{Handbook, LeftOut, Meeting, Origin, Point};
use super::material::{Basis, Phase, Place};
use super::words;
use crate::poster::words as poster;

/// A picture and what it shows.
pub(super) struct Figure {
    pub(super) image: ImageId,
    pub(super) says: String,
}

/// One thing of a list.
#[derive(Default)]
pub(super) struct Entry {
    /// Newlines are `\n`.
    pub(super) text: String,
    pub(super) figure: Option<Figure>,
    /// Votes, where it comes from, by whom; may be empty.
    pub(super) detail: String,
    pub(super) remarks: Vec<String>,
}

/// A part of a document. All text is plain; newlines in it are `\n`.
pub(super) enum Block {
    /// Of the whole document, once, as the first.
    Title(String),
    /// A line of the cover.
    Lead(String),
    /// The list of all headings of levels 1 and 2, under a title of its own.
    Contents(String),
    /// Level 1 or 2; after 1 comes 2.
    Heading(u8, String),
    Paragraph(String),
    /// What stands above a list, and is no heading.
    Label(String),
    List(Vec<Entry>),
    /// What follows begins on a page of its own.
    PageBreak,
}

pub(super) struct Document {
    pub(super) title: String,
    pub(super) language: Language,
    pub(super) date: Date,
    pub(super) blocks: Vec<Block>,
}

impl Document {
    /// Texts of the headings with their levels, in order.
    pub(super) fn headings(&self) -> impl Iterator<Item = (u8, &str)> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Heading(level, text) => Some((*level, text.as_str())),
            _ => None,
        })
    }
}

/// The handbook as a list.
pub(super) fn document(handbook: &Handbook) -> Document {
    let language = handbook.language;
    let mut blocks = cover(handbook);
    blocks.extend(chapters(handbook));
    if !handbook.meetings.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.push(Block::Heading(1, words::SESSIONS.says(language).to_owned()));
        for (nth, meeting) in handbook.meetings.iter().enumerate() {
            if nth > 0 {
                blocks.push(Block::PageBreak);
            }
            blocks.extend(session(meeting, language));
        }
    }
    if !handbook.left_out.is_empty() {
        blocks.push(Block::PageBreak);
        blocks.push(Block::Heading(1, words::LEFT_OUT.says(language).to_owned()));
        blocks.push(Block::Paragraph(words::LEFT_OUT_LEAD.says(language).to_owned()));
        blocks.extend(left(&handbook.left_out, language));
    }
    Document { title: handbook.title.clone(), language, date: handbook.date, blocks }
}

/// Every chapter that stands in the handbook, with its points and sentences; or that there is nothing.
pub(super) fn chapters(handbook: &Handbook) -> Vec<Block> {
    let language = handbook.language;
    let mut blocks = Vec::new();
    for chapter in handbook.chapters.iter().filter(|chapter| chapter.shown().next().is_some()) {
        blocks.push(Block::Heading(1, chapter.heading.clone()));
        blocks.push(Block::List(chapter.shown().map(|point| entry(handbook, point)).collect()));
        if !chapter.sentences.is_empty() {
            blocks.push(Block::Label(words::CONNECTIONS.says(language).to_owned()));
            blocks.push(list(chapter.sentences.iter().cloned()));
        }
    }
    if blocks.is_empty() {
        blocks.push(Block::Paragraph(words::NOTHING.says(language).to_owned()));
    }
    blocks
}

fn list(texts: impl Iterator<Item = String>) -> Block {
    Block::List(texts.map(|text| Entry { text, ..Entry::default() }).collect())
}

fn cover(handbook: &Handbook) -> Vec<Block> {
    let language = handbook.language;
    let mut blocks = vec![Block::Title(handbook.title.clone())];
    blocks.push(Block::Lead(words::HANDBOOK.says(language).to_owned()));
    if !handbook.days.is_empty() {
        blocks.push(Block::Lead(handbook.days.join(" – ")));
    }
    if !handbook.groups.is_empty() {
        let groups: Vec<String> = handbook.groups.iter().map(|group| isolated(group)).collect();
        blocks.push(Block::Lead(words::GROUPS.with("groups", groups.join(", ")).say(language)));
    }
    let made_of = match handbook.basis {
        Basis::Canvas => &words::OF_CANVAS,
        Basis::Plenary => &words::OF_PLENARY,
        Basis::Groups if handbook.is_chosen => &words::OF_GROUPS,
        Basis::Groups => &words::OF_GROUPS_ALONE,
    };
    if !handbook.possible.is_empty() {
        blocks.push(Block::Lead(made_of.says(language).to_owned()));
    }
    let intro =
        handbook.intro.split("\n\n").map(|part| part.trim_matches('\n')).filter(|part| !part.is_empty());
    blocks.extend(intro.map(|part| Block::Paragraph(part.to_owned())));
    blocks.push(Block::PageBreak);
    blocks.push(Block::Contents(words::CONTENTS.says(language).to_owned()));
    blocks.push(Block::PageBreak);
    blocks
}

/// Where something was written, in words.
pub(crate) fn from(origin: &Origin, language: Language) -> String {
    match (origin.session, origin.group.is_empty()) {
        (0, true) => words::CANVAS.says(language).to_owned(),
        (0, false) => isolated(&origin.group),
        (n, true) => words::FROM_PLENARY.with("n", n).say(language),
        (n, false) => words::FROM_GROUP.with("group", isolated(&origin.group)).with("n", n).say(language),
    }
}

fn entry(handbook: &Handbook, point: &Point) -> Entry {
    let language = handbook.language;
    let mut details = Vec::new();
    if handbook.shows.votes && point.votes > 0 {
        details.push(poster::VOTES.with("n", point.votes).say(language));
    }
    if handbook.shows.sources {
        let all: Vec<String> = point.origins.iter().map(|origin| from(origin, language)).collect();
        details.push(all.join("; "));
    }
    details.extend(point.by.as_deref().map(isolated));
    let figure = point.picture.as_ref().map(|image| Figure {
        image: image.clone(),
        says: match point.text.as_str() {
            "" => poster::PICTURE.says(language).to_owned(),
            text => poster::PICTURE_OF.with("text", super::gather::quoted(text)).say(language),
        },
    });
    let remark = |remark: &super::handbook::Remark| match &remark.by {
        None => remark.text.clone(),
        Some(name) => {
            words::REMARK_BY.with("name", isolated(name)).with("text", remark.text.as_str()).say(language)
        }
    };
    Entry {
        text: point.text.clone(),
        figure,
        detail: details.into_iter().filter(|detail| !detail.is_empty()).collect::<Vec<_>>().join(" · "),
        remarks: point.remarks.iter().map(remark).collect(),
    }
}

/// A session as it is told.
pub(super) fn session(meeting: &Meeting, language: Language) -> Vec<Block> {
    let name = if meeting.title.is_empty() {
        words::SESSION.with("n", meeting.number)
    } else {
        words::SESSION_TITLED.with("n", meeting.number).with("title", isolated(&meeting.title))
    };
    let mut blocks = vec![Block::Heading(2, name.say(language))];
    if !meeting.day.is_empty() {
        blocks.push(Block::Paragraph(meeting.day.clone()));
    }
    let mut part = |label: &'static board::words::Words, texts: Vec<String>| {
        if !texts.is_empty() {
            blocks.push(Block::Label(label.says(language).to_owned()));
            blocks.push(list(texts.into_iter()));
        }
    };
    part(&words::AGENDA, meeting.phases.iter().map(|one| phase(one, language)).collect());
    let group = |(group, notes): &(String, usize)| {
        words::GROUP_NOTES.with("group", isolated(group)).with("n", *notes).say(language)
    };
    part(&words::WHO_WROTE, meeting.groups.iter().map(group).collect());
    part(&words::BROUGHT, meeting.brought.clone());
    blocks
}

fn phase(phase: &Phase, language: Language) -> String {
    let known = words::phase(&phase.title).map(|known| known.says(language).to_owned());
    let title = known.unwrap_or_else(|| isolated(&super::gather::line(&phase.title)));
    let place = match phase.place {
        Place::Plenary => &words::ALL_TOGETHER,
        Place::Groups => &words::IN_GROUPS,
    };
    let length = match phase.minutes {
        0 => words::OPEN_END.says(language).to_owned(),
        n => words::MINUTES.with("n", n).say(language),
    };
    [title.as_str(), &length, place.says(language)].join(", ")
}

fn left(left: &[LeftOut], language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut session = None;
    for LeftOut { origin, texts } in left {
        if session.replace(origin.session) != Some(origin.session) {
            blocks.push(Block::Heading(
                2,
                match origin.session {
                    0 => words::CANVAS.says(language).to_owned(),
                    n => words::SESSION.with("n", n).say(language),
                },
            ));
        }
        // On the canvas there is nothing more to say.
        if origin.session > 0 || !origin.group.is_empty() {
            blocks.push(Block::Label(match origin.group.as_str() {
                "" => words::PLENARY.says(language).to_owned(),
                group => group.to_owned(),
            }));
        }
        blocks.push(list(texts.iter().cloned()));
    }
    blocks
}
