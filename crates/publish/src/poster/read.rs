//! From the board's own reading to the poster's.

use super::{
    flat::{Flat, FlatCluster, FlatLink, FlatMark, FlatNote, Rect, ends, rect},
    options::Options,
};
use board::{
    mark::{Figure, Mark},
    reaction::stamps,
    schema::{CLUSTER_SIDE_MAX, MARK_SIDE_MAX, NOTE_SIDE_MAX, REACTIONS},
    view::BoardView,
};
use std::collections::HashMap;

impl Flat {
    /// Every note, cluster and drawn link of the board.
    pub(super) fn read(view: &BoardView, options: &Options) -> Self {
        let mut notes: Vec<_> = view.notes.iter().collect();
        notes.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then_with(|| a_id.cmp(b_id)));
        let mut clusters: Vec<_> = view.clusters.iter().collect();
        let area =
            |size: [f64; 2]| if size[0].is_finite() && size[1].is_finite() { size[0] * size[1] } else { 0.0 };
        clusters.sort_by(|(a_id, a), (b_id, b)| {
            area(b.size).total_cmp(&area(a.size)).then_with(|| a.z.cmp(&b.z)).then_with(|| a_id.cmp(b_id))
        });
        let note_ids: Vec<_> = notes.iter().enumerate().map(|(i, (id, _))| (id.as_str(), i)).collect();
        let cluster_ids: Vec<_> = clusters.iter().enumerate().map(|(i, (id, _))| (id.as_str(), i)).collect();
        let within: HashMap<_, _> = cluster_ids.iter().copied().collect();
        let ends = ends(&note_ids, &cluster_ids);
        let links = view
            .links
            .values()
            .filter(|link| link.from != link.to)
            .filter_map(|link| {
                let (from, to) = (*ends.get(link.from.as_str())?, *ends.get(link.to.as_str())?);
                Some(FlatLink { from, to, label: link.label.clone(), dashed: link.style.contains("dash") })
            })
            .collect();
        let stamps = stamps(view);
        let mut marks: Vec<_> = view.marks.iter().collect();
        marks.sort_by(|(a_id, a), (b_id, b)| a.z.cmp(&b.z).then_with(|| a_id.cmp(b_id)));
        Self {
            title: view.title.clone(),
            notes: notes
                .into_iter()
                .map(|(id, note)| FlatNote {
                    rect: rect(note.pos, note.size, NOTE_SIDE_MAX),
                    text: note.text.clone(),
                    color: note.color.as_str().to_owned(),
                    stamps: REACTIONS
                        .iter()
                        .filter_map(|kind| Some((*kind, *stamps.get(id)?.get(*kind)?)))
                        .collect(),
                    tags: note.tags.clone(),
                    votes: view.tallies.get(id).map_or(0, |tally| tally.votes),
                    credit: options.credits.of(note),
                    image: note.image.as_ref().map(|image| options.images.get(image).cloned()),
                    cluster: note.cluster.as_ref().and_then(|id| within.get(id.as_str()).copied()),
                })
                .collect(),
            clusters: clusters
                .into_iter()
                .map(|(_, cluster)| FlatCluster {
                    rect: rect(cluster.pos, cluster.size, CLUSTER_SIDE_MAX),
                    title: cluster.title.clone(),
                    color: cluster.color.as_str().to_owned(),
                })
                .collect(),
            links,
            marks: marks.into_iter().map(|(_, mark)| flat_mark(mark, options)).collect(),
        }
    }
}

fn flat_mark(mark: &Mark, options: &Options) -> FlatMark {
    let place = rect(mark.pos, mark.size, MARK_SIDE_MAX);
    // A straight stroke or line may be thinner than anything else on a board.
    let side = |v: f64, fallback: f64| if v.is_finite() { v.clamp(1.0, MARK_SIDE_MAX) } else { fallback };
    FlatMark {
        rect: Rect { w: side(mark.size[0], place.w), h: side(mark.size[1], place.h), ..place },
        color: mark.color.as_str().to_owned(),
        raster: match &mark.figure {
            Figure::Image { image, .. } => options.images.get(image).cloned(),
            _ => None,
        },
        figure: mark.figure.clone(),
        is_above: mark.is_above(),
    }
}
