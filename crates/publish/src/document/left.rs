//! What is in no chapter: notes of groups that no board brought along, and what was left out by choice.

use board::id::BoardId;
use std::collections::{BTreeMap, HashSet};

use super::gather::{is_something, origins, sheets, tidied};
use super::handbook::{Chapter, LeftOut, Origin};
use super::material::{Basis, Material};

/// What notes say, by where they were written.
type Texts = BTreeMap<Origin, Vec<String>>;

/// By session, in it by group as the workshop has them, everybody's first.
pub(super) fn out(material: &Material, basis: Basis, chapters: &[Chapter]) -> Vec<LeftOut> {
    let mut texts = Texts::new();
    if basis != Basis::Groups {
        behind(material, basis, &mut texts);
    }
    for chapter in chapters {
        for point in chapter.points.iter().filter(|point| !(chapter.included && point.included)) {
            if let Some(origin) = point.origins.first().filter(|_| !point.text.is_empty()) {
                texts.entry(origin.clone()).or_default().push(point.text.clone());
            }
        }
    }
    let mut groups: Vec<&str> = sheets(material, Basis::Groups).map(|sheet| sheet.group.as_str()).collect();
    groups.insert(0, "");
    let place =
        |origin: &Origin| groups.iter().position(|group| *group == origin.group).unwrap_or(groups.len());
    let mut out: Vec<LeftOut> = texts.into_iter().map(|(origin, texts)| LeftOut { origin, texts }).collect();
    out.sort_by_key(|left| (left.origin.session, place(&left.origin)));
    out
}

/// Notes of groups that none of the boards the chapters are made of carries.
fn behind(material: &Material, basis: Basis, texts: &mut Texts) {
    let mut known: HashSet<(BoardId, String)> = HashSet::new();
    for src in sheets(material, basis)
        .flat_map(|sheet| sheet.view.notes.values())
        .filter_map(|note| note.src.as_ref())
    {
        known.extend(src.origins().into_iter().map(|one| (one.board, one.item)));
    }
    for sheet in sheets(material, Basis::Groups) {
        let mut notes: Vec<_> = sheet.view.notes.iter().filter(|(_, note)| is_something(note)).collect();
        notes.sort_by(|(a_id, a), (b_id, b)| {
            a.pos[1].total_cmp(&b.pos[1]).then(a.pos[0].total_cmp(&b.pos[0])).then(a_id.cmp(b_id))
        });
        for (id, note) in notes {
            // What was carried over from the session before is one thing, wherever it stands.
            let earlier = note.src.iter().flat_map(|src| src.origins()).map(|one| (one.board, one.item));
            let all: Vec<(BoardId, String)> =
                std::iter::once((sheet.id.clone(), id.as_str().to_owned())).chain(earlier).collect();
            if all.iter().any(|one| known.contains(one)) {
                continue;
            }
            known.extend(all);
            let text = tidied(&note.text);
            if let Some(origin) = origins(sheet, note).into_iter().next().filter(|_| !text.is_empty()) {
                texts.entry(origin).or_default().push(text);
            }
        }
    }
}
