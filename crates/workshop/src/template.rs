//! A board as a template: what is on it without who wrote it and what others thought of it, to begin another board with.

use std::collections::BTreeMap;

use board::id::ItemId;
use board::schema::Color;
use board::view::BoardView;
use board::words::Text;
use serde::{Deserialize, Serialize};

use crate::words;
use crate::workshop::{TITLE_CHARS_MAX, title};

/// Saved for a workshop. One record in the server's registry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Template {
    /// What people call it.
    pub title: String,
    /// When it was saved, ms since 1970.
    pub at_ms: u64,
    /// What it puts on a board.
    pub content: Content,
}

/// The same shape as the page's own templates: ids hold within it, positions are from its top left corner.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// From the lowest to the topmost.
    pub clusters: Vec<Frame>,
    /// From the lowest to the topmost.
    pub notes: Vec<Slip>,
    /// Those with both ends in it.
    pub links: Vec<Arrow>,
}

/// A cluster of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Names it within the template.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Top left corner.
    pub pos: [f64; 2],
    /// Width and height.
    pub size: [f64; 2],
    /// Tint.
    pub color: Color,
}

/// A note of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slip {
    /// Names it within the template.
    pub id: String,
    /// What it says.
    pub text: String,
    /// Top left corner.
    pub pos: [f64; 2],
    /// Width and height.
    pub size: [f64; 2],
    /// Paper.
    pub color: Color,
    /// The cluster it is in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cluster: Option<String>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
}

/// A link of a template.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrow {
    /// A note or a cluster of the template.
    pub from: String,
    /// A note or a cluster of the template.
    pub to: String,
    /// What it says.
    pub label: String,
}

/// Why a board does not become a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.text())]
pub enum TemplateError {
    /// No title, or one that is too long.
    Title,
    /// Nothing of the board would be in it.
    Empty,
    /// More in it, or larger things, than a board takes at once.
    TooLarge,
}

impl TemplateError {
    /// What is said to the person: part of a sentence.
    pub fn text(self) -> Text {
        match self {
            TemplateError::Title => words::TEMPLATE_TITLE.with("most", TITLE_CHARS_MAX),
            TemplateError::Empty => (&words::TEMPLATE_EMPTY).into(),
            TemplateError::TooLarge => (&words::TEMPLATE_TOO_LARGE).into(),
        }
    }
}

impl Template {
    /// What is on a board, under a title; `notes`: with its notes too.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn of(view: &BoardView, name: &str, notes: bool, at_ms: u64) -> Result<Template, TemplateError> {
        Self::made_of(Content::of(view, notes), name, at_ms)
    }

    /// What somebody else has made, under a title.
    ///
    /// # Errors
    /// [`TemplateError`].
    pub fn made_of(content: Content, name: &str, at_ms: u64) -> Result<Template, TemplateError> {
        let title = title(name).ok_or(TemplateError::Title)?;
        if !content.fits() {
            return Err(TemplateError::TooLarge);
        }
        if content.clusters.is_empty() && content.notes.is_empty() {
            return Err(TemplateError::Empty);
        }
        Ok(Template { title, at_ms, content })
    }
}

impl Content {
    fn of(view: &BoardView, with_notes: bool) -> Content {
        let mut clusters: Vec<_> = view.clusters.iter().collect();
        clusters.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then_with(|| a_id.cmp(b_id)));
        let mut notes: Vec<_> = view.notes.iter().filter(|_| with_notes).collect();
        notes.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then_with(|| a_id.cmp(b_id)));
        let places = || {
            let clusters = clusters.iter().map(|(_, cluster)| cluster.pos);
            clusters.chain(notes.iter().map(|(_, note)| note.pos))
        };
        let [left, top] = [0, 1].map(|axis| places().map(|pos| pos[axis]).fold(f64::INFINITY, f64::min));
        let from_corner = |pos: [f64; 2]| [pos[0] - left, pos[1] - top];
        // Names of its own: the board's would say which board it was.
        let name = |kind: char| move |(at, id): (usize, &ItemId)| (id.clone(), format!("{kind}{}", at + 1));
        let frames: BTreeMap<ItemId, String> =
            clusters.iter().map(|(id, _)| *id).enumerate().map(name('c')).collect();
        let mut names = frames.clone();
        names.extend(notes.iter().map(|(id, _)| *id).enumerate().map(name('n')));
        let arrow = |link: &board::link::Link| {
            let (from, to) = (names.get(&link.from)?.clone(), names.get(&link.to)?.clone());
            Some(Arrow { from, to, label: link.label.clone() })
        };
        Content {
            clusters: clusters
                .iter()
                .map(|(id, cluster)| Frame {
                    id: names[*id].clone(),
                    title: cluster.title.clone(),
                    pos: from_corner(cluster.pos),
                    size: cluster.size,
                    color: cluster.color.clone(),
                })
                .collect(),
            notes: notes
                .iter()
                .map(|(id, note)| Slip {
                    id: names[*id].clone(),
                    text: note.text.clone(),
                    pos: from_corner(note.pos),
                    size: note.size,
                    color: note.color.clone(),
                    cluster: note.cluster.as_ref().and_then(|cluster| frames.get(cluster)).cloned(),
                    tags: note.tags.clone(),
                })
                .collect(),
            links: view.links.values().filter_map(arrow).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use board::cluster::Cluster;
    use board::link::Link;
    use board::note::{Note, Src};

    use super::*;

    fn item(id: &str) -> ItemId {
        id.parse().unwrap()
    }

    fn view() -> BoardView {
        let mut view = BoardView::default();
        let src = Src {
            board: board::id::BoardId::from_random(7),
            item: "x".to_owned(),
            group: "Ambiente".to_owned(),
            session: 1,
            merged: Vec::new(),
        };
        let pos = [-300.0, 96.0];
        let cluster =
            Cluster { title: "Forze".to_owned(), pos, locked: true, collapsed: true, ..Cluster::default() };
        view.clusters.insert(item("insieme"), cluster);
        let note = Note {
            text: "prima".to_owned(),
            pos: [-276.0, 176.0],
            cluster: Some(item("insieme")),
            author: Some("chi-scrive".to_owned()),
            at: Some(1.0),
            stamps: [("plus".to_owned(), 3)].into(),
            src: Some(src),
            tags: vec!["idea".to_owned()],
            locked: true,
            ..Note::default()
        };
        view.notes.insert(item("una"), note);
        let lost = Note { cluster: Some(item("sparito")), pos: [500.0, 400.0], ..Note::default() };
        view.notes.insert(item("due"), lost);
        for (id, from, to) in [("a", "una", "insieme"), ("b", "una", "sparita")] {
            let link = Link {
                from: item(from),
                to: item(to),
                label: "porta a".to_owned(),
                style: String::new(),
                src: None,
            };
            view.links.insert(item(id), link);
        }
        view
    }

    #[test]
    fn wk7_a_template_has_what_is_on_the_board_and_nothing_of_who_made_it() {
        let template = Template::of(&view(), "  Le nostre\nforze ", true, 5).unwrap();
        assert_eq!(template.title, "Le nostre forze");
        let Content { clusters, notes, links } = &template.content;
        assert_eq!((clusters[0].pos, notes.len()), ([0.0, 0.0], 2));
        let first = notes.iter().find(|note| note.text == "prima").unwrap();
        assert_eq!(
            (first.pos, &first.cluster, &first.tags[..]),
            ([24.0, 80.0], &Some(clusters[0].id.clone()), &["idea".to_owned()][..])
        );
        assert_eq!(notes.iter().find(|note| note.text.is_empty()).unwrap().cluster, None);
        assert_eq!(links.len(), 1, "a link without both ends stays behind");
        assert_eq!((&links[0].from, &links[0].to), (&first.id, &clusters[0].id));
        let json = serde_json::to_string(&template).unwrap();
        let secrets =
            ["chi-scrive", "Ambiente", "plus", "locked", "collapsed", "insieme", "una\"", "\"author\""];
        for secret in secrets {
            assert!(!json.contains(secret), "{secret} in {json}");
        }
        assert_eq!(serde_json::from_str::<Template>(&json).unwrap(), template);
    }

    #[test]
    fn wk7_without_its_notes_only_clusters_and_links_among_them_are_left() {
        let mut view = view();
        let template = Template::of(&view, "Solo temi", false, 5).unwrap();
        let Content { clusters, notes, links } = template.content;
        assert_eq!((clusters.len(), notes.len(), links.len()), (1, 0, 0));
        view.clusters.clear();
        assert_eq!(Template::of(&view, "Vuoto", false, 5), Err(TemplateError::Empty));
        assert_eq!(Template::of(&view, " \n", true, 5), Err(TemplateError::Title));
        assert_eq!(Template::of(&view, &"x".repeat(121), true, 5), Err(TemplateError::Title));
    }
}
