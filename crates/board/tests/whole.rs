//! Collecting and sending, whole: what is chosen, what is left, where it lies, and that it comes home.
#![allow(clippy::unwrap_used)]

#[path = "common/workshop.rs"]
mod workshop;

use board::cluster::Cluster;
use board::collect::{Accept, Layout, Only, Theme, Themes, Wish, key, plenary_id};
use board::edit::{Item, Kind};
use board::id::ItemId;
use board::link::Link;
use board::note::{Note, Src};
use board::reaction::Reaction;
use board::view::Tally;
use workshop::{PLENARY, Workshop, board_id, id, rect};

fn note(text: &str, pos: [f64; 2], cluster: Option<&str>) -> Item {
    Item::Note(Note { text: text.into(), pos, cluster: cluster.map(id), ..Note::default() })
}

fn cluster(title: &str, pos: [f64; 2]) -> Item {
    Item::Cluster(Cluster { title: title.into(), pos, ..Cluster::default() })
}

fn link(from: &str, to: &str) -> Item {
    Item::Link(Link { from: id(from), to: id(to), label: "porta a".into(), style: String::new(), src: None })
}

/// Ambiente has a cluster of two notes, a loose one and a link between the two; Cultura has one note; Scuola nothing.
fn three_groups() -> Workshop {
    let mut workshop = Workshop::new(&["Ambiente", "Cultura", "Scuola"]);
    workshop.put(0, "paure", cluster("Paure", [300.0, 0.0]));
    workshop.put(0, "a", note("il fiume non si ferma", [320.0, 80.0], Some("paure")));
    workshop.put(0, "b", note("poco tempo", [540.0, 80.0], Some("paure")));
    workshop.put(0, "c", note("curiosità", [0.0, 0.0], None));
    workshop.put(0, "l", link("a", "c"));
    workshop.put(1, "d", note("biblioteca aperta", [0.0, 0.0], None));
    workshop
}

fn names(workshop: &Workshop, group: usize, of: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> =
        of.iter().map(|item| key(Kind::Note, &workshop.groups[group].0, item)).collect();
    keys.sort();
    keys
}

fn texts(view: &board::view::BoardView) -> Vec<&str> {
    let mut texts: Vec<&str> = view.notes.values().map(|note| note.text.as_str()).collect();
    texts.sort_unstable();
    texts
}

#[test]
fn co11_a_chosen_cluster_brings_its_notes_and_a_link_comes_with_its_second_end() {
    let mut workshop = three_groups();
    let only =
        Only { clusters: Some([(workshop.groups[0].0.clone(), id("paure"))].into()), ..Only::default() };
    let plan = workshop.collect(&Wish { only, ..Wish::default() });
    assert_eq!(texts(&workshop.plenary), ["il fiume non si ferma", "poco tempo"]);
    assert_eq!((workshop.plenary.clusters.len(), workshop.plenary.links.len()), (2, 0), "frame and cluster");
    assert_eq!(plan.report.groups.iter().map(|group| group.skipped).collect::<Vec<_>>(), [2, 1, 0]);
    // What was left out is not taken for removed, and comes next time, now with the link.
    let next = workshop.collect(&Wish::default());
    assert!(next.report.removed.is_empty());
    assert_eq!(workshop.plenary.notes.len(), 4);
    assert_eq!(workshop.plenary.links.len(), 1);
    assert!(workshop.plenary.links.values().all(|link| workshop.plenary.is_drawn(link)));
}

#[test]
fn co11_votes_choose_notes_and_the_clusters_they_are_in() {
    let mut workshop = three_groups();
    for (note, votes) in [("a", 3), ("b", 2), ("c", 1)] {
        workshop.groups[0].2.tallies.insert(id(note), Tally { votes, round: 1 });
    }
    let only = Only { votes_min: Some(3), ..Only::default() };
    workshop.collect(&Wish { only: only.clone(), ..Wish::default() });
    assert_eq!(texts(&workshop.plenary), ["il fiume non si ferma"]);
    let titles: Vec<&str> = workshop.plenary.clusters.values().map(|one| one.title.as_str()).collect();
    assert!(titles.contains(&"Paure") && titles.contains(&"Ambiente") && titles.len() == 2, "{titles:?}");
    // Something changed below the line stays as it was; something that a group removed is told all the same.
    workshop.groups[0].2.notes.remove(&id("a"));
    workshop.put(0, "b", note("poco, poco tempo", [540.0, 80.0], Some("paure")));
    let plan = workshop.collect(&Wish { only, ..Wish::default() });
    assert!(plan.edits.is_empty());
    assert_eq!(plan.report.removed.len(), 1);
}

#[test]
fn co12_what_is_left_is_offered_again_and_its_group_goes_on_unharmed() {
    let mut workshop = three_groups();
    workshop.collect(&Wish { leave: names(&workshop, 0, &["b"]).into_iter().collect(), ..Wish::default() });
    assert_eq!(texts(&workshop.plenary), ["biblioteca aperta", "curiosità", "il fiume non si ferma"]);
    workshop.put(0, "a", note("il fiume si ferma", [320.0, 80.0], Some("paure")));
    let leave = names(&workshop, 0, &["a", "b"]);
    let plan = workshop.collect(&Wish { leave: leave.iter().cloned().collect(), ..Wish::default() });
    assert!(plan.edits.is_empty());
    let mut left: Vec<String> = plan.report.left.iter().map(|one| one.key.clone()).collect();
    left.sort();
    assert_eq!(left, leave);
    assert!(plan.report.removed.is_empty());
    let plan = workshop.collect(&Wish::default());
    assert_eq!((plan.report.added.len(), plan.report.changed.len()), (1, 1));
    assert_eq!(plan.report.changed[0].plenary["text"], "il fiume non si ferma");
    assert_eq!(plan.report.changed[0].fields["text"], "il fiume si ferma");
    assert!(texts(&workshop.plenary).contains(&"il fiume si ferma"));
}

#[test]
fn co12_a_cluster_that_is_left_lets_its_notes_come_into_the_frame() {
    let mut workshop = three_groups();
    let paure = key(Kind::Cluster, &workshop.groups[0].0, "paure");
    workshop.collect(&Wish { leave: [paure].into(), ..Wish::default() });
    let frame = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, ""));
    assert_eq!(workshop.plenary_note(0, "a").cluster, Some(frame));
}

fn by_theme(workshop: &Workshop) -> Wish {
    let clusters = vec![
        Theme { title: "fiume".into(), notes: names(workshop, 0, &["a", "c"]) },
        Theme { title: "nessuno".into(), notes: vec!["n:x:y".into()] },
    ];
    let layout = Layout::Themes(Themes { clusters, rest: "Altro".into() });
    Wish { layout, ..Wish::default() }
}

#[test]
fn co13_new_notes_lie_by_theme_and_the_rest_in_a_frame_of_its_own() {
    let mut workshop = three_groups();
    workshop.collect(&by_theme(&workshop));
    let titles: Vec<&str> = workshop.plenary.clusters.values().map(|one| one.title.as_str()).collect();
    assert!(titles.len() == 2 && titles.contains(&"fiume") && titles.contains(&"Altro"), "{titles:?}");
    let title = |note: &Note| workshop.plenary.clusters[note.cluster.as_ref().unwrap()].title.clone();
    for (group, item, expected) in
        [(0, "a", "fiume"), (0, "c", "fiume"), (0, "b", "Altro"), (1, "d", "Altro")]
    {
        assert_eq!(title(&workshop.plenary_note(group, item)), expected);
    }
    let boxes: Vec<_> = workshop.plenary.clusters.values().map(|one| rect(one.pos, one.size)).collect();
    assert!(!boxes[0].overlaps(&boxes[1]));
    for note in workshop.plenary.notes.values() {
        let home = &workshop.plenary.clusters[note.cluster.as_ref().unwrap()];
        assert!(rect(home.pos, home.size).contains(&rect(note.pos, note.size)));
    }
    assert_eq!(workshop.plenary.links.len(), 1, "its ends are both there");
}

#[test]
fn co13_a_theme_is_decided_once_and_plenary_tidies_after() {
    let mut workshop = three_groups();
    workshop.collect(&by_theme(&workshop));
    let here = plenary_id(&key(Kind::Note, &workshop.groups[0].0, "a"));
    let tidied = workshop.plenary.notes.get_mut(&here).unwrap();
    (tidied.pos, tidied.cluster) = ([-4_000.0, 0.0], None);
    let before = workshop.plenary.clone();
    assert!(workshop.collect(&by_theme(&workshop)).edits.is_empty());
    // What comes later and fits nowhere goes to the same frame, which grows.
    for n in 0..9 {
        workshop.put(1, &format!("e{n}"), note("altro", [0.0, 0.0], None));
    }
    workshop.collect(&by_theme(&workshop));
    for (id, note) in &before.notes {
        assert_eq!(&workshop.plenary.notes[id], note);
    }
    let rest: Vec<_> = workshop.plenary.clusters.values().filter(|one| one.title == "Altro").collect();
    assert_eq!(rest.len(), 1);
    for note in workshop.plenary.notes.values().filter(|note| note.text == "altro") {
        assert!(rect(rest[0].pos, rest[0].size).contains(&rect(note.pos, note.size)));
    }
}

#[test]
fn co14_it_is_told_how_much_of_each_group_came_and_a_group_without_anything_has_a_frame_too() {
    let mut workshop = three_groups();
    let plan = workshop.collect(&Wish::default());
    let told: Vec<_> =
        plan.report.groups.iter().map(|one| (one.group.as_str(), one.added, one.notes, one.empty)).collect();
    assert_eq!(told, [("Ambiente", 6, 3, false), ("Cultura", 2, 1, false), ("Scuola", 1, 0, true)]);
    let frame = plenary_id(&key(Kind::Cluster, &workshop.groups[2].0, ""));
    assert_eq!(workshop.plenary.clusters[&frame].title, "Scuola");
    // Once it has written, its frame is where that comes, and large enough, and nobody else's room.
    let place = workshop.plenary.clusters[&frame].pos;
    workshop.put(2, "x", note("uno", [0.0, 0.0], None));
    workshop.put(2, "y", note("due", [900.0, 700.0], None));
    workshop.collect(&Wish::default());
    let grown = &workshop.plenary.clusters[&frame];
    let area = rect(grown.pos, grown.size);
    assert_eq!(grown.pos, place);
    for item in ["x", "y"] {
        let note = workshop.plenary_note(2, item);
        assert!(area.contains(&rect(note.pos, note.size)));
    }
    for (other, one) in &workshop.plenary.clusters {
        assert!(*other == frame || !area.overlaps(&rect(one.pos, one.size)));
    }
}

/// Plenary writes one thing of its own and sends it with a cluster of Ambiente's to everybody.
fn sent() -> Workshop {
    let mut workshop = three_groups();
    workshop.collect(&Wish::default());
    workshop.put_plenary("own", note("domanda per tutti", [5_000.0, 0.0], None));
    workshop.put_plenary(
        "to",
        Item::Link(Link {
            from: id("own"),
            to: plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, "paure")),
            label: "riguarda".into(),
            style: String::new(),
            src: None,
        }),
    );
    let paure = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, "paure"));
    let plans = workshop.send(&chosen(&["own"], &[paure.as_str()]));
    assert!(plans.iter().all(|plan| plan.report.removed.is_empty()));
    workshop
}

fn chosen(notes: &[&str], clusters: &[&str]) -> Only {
    let place = |item: &&str| (board_id(PLENARY), id(item));
    Only {
        notes: Some(notes.iter().map(place).collect()),
        clusters: Some(clusters.iter().map(place).collect()),
        ..Only::default()
    }
}

#[test]
fn co15_what_is_sent_lies_clear_of_what_is_there_with_its_links_and_twice_changes_nothing() {
    let mut workshop = sent();
    // To Ambiente only what is not its own; the cluster's link has both ends there.
    assert_eq!(texts(&workshop.groups[0].2).len(), 4);
    assert_eq!(workshop.groups[0].2.links.len(), 2);
    assert!(workshop.groups[0].2.links.values().all(|link| workshop.groups[0].2.is_drawn(link)));
    let cultura = &workshop.groups[1].2;
    assert_eq!(
        texts(cultura),
        ["biblioteca aperta", "domanda per tutti", "il fiume non si ferma", "poco tempo"]
    );
    assert_eq!((cultura.clusters.len(), cultura.links.len()), (1, 1));
    let own = rect(cultura.notes[&id("d")].pos, cultura.notes[&id("d")].size);
    for (name, note) in &cultura.notes {
        assert!(name.as_str() == "d" || !own.overlaps(&rect(note.pos, note.size)));
    }
    let paure = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, "paure"));
    let again = workshop.send(&chosen(&["own"], &[paure.as_str()]));
    assert!(again.iter().all(|plan| plan.edits.is_empty()), "{again:?}");
}

#[test]
fn co15_sending_again_brings_what_changed_and_leaves_what_the_group_changed() {
    let mut workshop = sent();
    let copy = plenary_id(&key(Kind::Note, &board_id(PLENARY), "own"));
    workshop.groups[1].2.notes.get_mut(&copy).unwrap().text = "la nostra domanda".into();
    workshop.groups[1].2.notes.get_mut(&copy).unwrap().pos = [9.0, 9.0];
    workshop.groups[2].2.notes.get_mut(&copy).unwrap().pos = [7.0, 7.0];
    workshop.plenary.notes.get_mut(&id("own")).unwrap().text = "domanda nuova".into();
    let plans = workshop.send(&chosen(&["own"], &[]));
    assert_eq!(workshop.groups[0].2.notes[&copy].text, "domanda nuova");
    assert_eq!(workshop.groups[1].2.notes[&copy].text, "la nostra domanda");
    assert_eq!(plans[1].report.conflicts.len(), 1);
    let third = &workshop.groups[2].2.notes[&copy];
    assert_eq!((third.text.as_str(), third.pos), ("domanda nuova", [7.0, 7.0]));
    // What a group threw away does not come again.
    workshop.groups[0].2.notes.remove(&copy);
    assert!(workshop.send(&chosen(&["own"], &[])).iter().all(|plan| plan.edits.is_empty()));
    assert!(!workshop.groups[0].2.notes.contains_key(&copy));
}

/// What plenary's own note is called as it comes from that group.
fn plan_key(workshop: &Workshop, group: usize) -> String {
    format!("{}@{}", key(Kind::Note, &board_id(PLENARY), "own"), workshop.groups[group].0)
}

#[test]
fn co16_what_was_sent_and_not_changed_does_not_come_back() {
    let mut workshop = sent();
    let before = workshop.plenary.clone();
    let plan = workshop.collect(&Wish::default());
    let keys: Vec<_> = plan.report.added.iter().chain(&plan.report.changed).map(|one| &one.key).collect();
    assert!(plan.edits.is_empty(), "{keys:?}");
    assert!(plan.report.conflicts.is_empty() && plan.report.removed.is_empty());
    assert_eq!(workshop.plenary, before);
}

#[test]
fn co16_what_groups_changed_of_it_is_a_change_of_plenarys_own_note_the_second_one_a_conflict() {
    let mut workshop = sent();
    let copy = plenary_id(&key(Kind::Note, &board_id(PLENARY), "own"));
    workshop.groups[0].2.notes.get_mut(&copy).unwrap().text = "domanda di Ambiente".into();
    workshop.groups[1].2.notes.get_mut(&copy).unwrap().text = "domanda di Cultura".into();
    workshop.groups[2].2.notes.remove(&copy);
    let plan = workshop.collect(&Wish::default());
    // What a group threw away is still known as sent.
    assert!(workshop.plan_sending(2, &chosen(&["own"], &[])).report.added.is_empty());
    assert_eq!(plan.report.changed.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["own"]);
    assert_eq!(plan.report.conflicts.len(), 1);
    assert!(plan.report.removed.is_empty() && plan.report.added.is_empty());
    assert_eq!(workshop.plenary.notes[&id("own")].text, "domanda di Ambiente");
    assert!(workshop.collect(&Wish::default()).edits.is_empty());
    let accept = Accept { conflicts: [plan_key(&workshop, 1)].into(), ..Accept::default() };
    workshop.collect(&Wish { accept, ..Wish::default() });
    assert_eq!(workshop.plenary.notes[&id("own")].text, "domanda di Cultura");
    // A note that a group adds into the copy of a cluster lands in that cluster.
    let paure = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, "paure"));
    let there = plenary_id(&key(Kind::Cluster, &board_id(PLENARY), paure.as_str()));
    workshop.put(1, "new", note("anche noi", [10.0, 10.0], Some(there.as_str())));
    workshop.collect(&Wish::default());
    assert_eq!(workshop.plenary_note(1, "new").cluster, Some(paure));
    // A duplicate of a copy is a note of its own.
    let twin = workshop.groups[1].2.notes[&copy].clone();
    workshop.groups[1].2.notes.insert(id("twin"), twin);
    assert_eq!(workshop.collect(&Wish::default()).report.added.len(), 1);
}

#[test]
fn co16_reactions_stay_on_the_side_where_they_were_given() {
    let react = |view: &mut board::view::BoardView, name: &str, on: &ItemId| {
        let reaction = Reaction { on: on.clone(), kind: "plus".into(), author: name.into() };
        view.reactions.insert(id(name), reaction);
    };
    let mut workshop = three_groups();
    react(&mut workshop.groups[0].2, "anna", &id("a"));
    workshop.collect(&Wish::default());
    let here = plenary_id(&key(Kind::Note, &workshop.groups[0].0, "a"));
    assert_eq!(workshop.plenary.notes[&here].stamps["plus"], 1);
    workshop.send(&chosen(&[here.as_str()], &[]));
    let copy = plenary_id(&key(Kind::Note, &board_id(PLENARY), here.as_str()));
    assert!(workshop.groups[1].2.notes[&copy].stamps.is_empty());
    react(&mut workshop.groups[1].2, "bruno", &copy);
    react(&mut workshop.groups[1].2, "dora", &copy);
    let plan = workshop.collect(&Wish::default());
    assert!(plan.edits.is_empty() && plan.report.conflicts.is_empty());
    // Those of the group that wrote it go on coming.
    react(&mut workshop.groups[0].2, "carla", &id("a"));
    let plan = workshop.collect(&Wish::default());
    assert_eq!((plan.report.changed.len(), plan.report.conflicts.len()), (1, 0));
    assert_eq!(workshop.plenary.notes[&here].stamps["plus"], 2);
}

#[test]
fn co17_where_a_note_comes_from_is_kept_on_every_way() {
    let workshop = sent();
    let at = plenary_id(&key(Kind::Note, &workshop.groups[0].0, "a"));
    let copy = plenary_id(&key(Kind::Note, &board_id(PLENARY), at.as_str()));
    let src = workshop.groups[1].2.notes[&copy].src.clone().unwrap();
    let seen = |src: &Src| (src.group.clone(), src.session, src.item.clone());
    assert_eq!(
        src.origins().iter().map(seen).collect::<Vec<_>>(),
        [(String::new(), 1, at.to_string()), ("Ambiente".to_owned(), 1, "a".to_owned())]
    );
    // A group joined two of last time: what it brings tells of both.
    let mut workshop = three_groups();
    let old = |item: &str| Src {
        board: board_id(77),
        item: item.into(),
        group: "Ambiente".into(),
        session: 1,
        merged: Vec::new(),
    };
    let joined = Src { merged: vec![old("q")], ..old("p") };
    workshop.put(1, "j", Item::Note(Note { src: Some(joined), ..Note::default() }));
    workshop.collect(&Wish::default());
    let src = workshop.plenary_note(1, "j").src.unwrap();
    assert_eq!(src.origins().iter().map(|one| one.item.as_str()).collect::<Vec<_>>(), ["j", "p", "q"]);
}

#[test]
fn co19_what_comes_later_lies_in_no_other_groups_frame() {
    let mut workshop = Workshop::new(&["Ambiente", "Cultura", "Scuola", "Sociale"]);
    for group in 0..4 {
        for n in 0..4 {
            let pos = [f64::from(n % 2) * 220.0, f64::from(n / 2) * 220.0];
            workshop.put(group, &format!("a{n}"), note("prima", pos, None));
        }
    }
    workshop.collect(&Wish::default());
    let frames = workshop.plenary.clusters.clone();
    for round in 0..3 {
        for group in 0..4 {
            for n in 0..3 {
                workshop.put(group, &format!("b{round}{n}"), note("dopo", [0.0, 0.0], None));
            }
        }
        workshop.collect(&Wish::default());
        let areas: Vec<_> = workshop.plenary.clusters.values().map(|one| rect(one.pos, one.size)).collect();
        for (i, area) in areas.iter().enumerate() {
            assert!(!areas[i + 1..].iter().any(|other| other.overlaps(area)), "round {round}: {areas:?}");
        }
        // Each in a frame with the name of its group.
        for note in workshop.plenary.notes.values() {
            let home = &workshop.plenary.clusters[note.cluster.as_ref().unwrap()];
            assert_eq!(home.title, note.src.as_ref().unwrap().group);
            assert!(rect(home.pos, home.size).contains(&rect(note.pos, note.size)));
        }
    }
    for (id, frame) in &frames {
        assert_eq!(workshop.plenary.clusters[id].pos, frame.pos);
    }
    assert!(workshop.plenary.clusters.len() <= 3 * frames.len(), "a frame is filled before there is another");
}

#[test]
fn co19_what_comes_later_lies_in_the_cluster_it_belongs_to_wherever_that_was_put_by_then() {
    let mut workshop = three_groups();
    workshop.collect(&Wish::default());
    // Plenary takes the cluster out of the frame, far away, and does without the frame.
    let frame = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, ""));
    let paure = plenary_id(&key(Kind::Cluster, &workshop.groups[0].0, "paure"));
    workshop.plenary.clusters.remove(&frame);
    workshop.plenary.clusters.get_mut(&paure).unwrap().pos = [-9_000.0, 300.0];
    workshop.put(0, "e", note("anche questo", [330.0, 90.0], Some("paure")));
    workshop.put(0, "f", note("e questo", [0.0, 900.0], None));
    let plan = workshop.collect(&Wish::default());
    assert_eq!(plan.report.added.len(), 2, "the frame does not come back");
    let area = &workshop.plenary.clusters[&paure];
    let (inside, loose) = (workshop.plenary_note(0, "e"), workshop.plenary_note(0, "f"));
    assert!(rect(area.pos, area.size).contains(&rect(inside.pos, inside.size)));
    assert_eq!((inside.cluster, loose.cluster), (Some(paure), None));
    for (id, other) in &workshop.plenary.notes {
        let is_itself = *id == plenary_id(&key(Kind::Note, &workshop.groups[0].0, "f"));
        assert!(is_itself || !rect(loose.pos, loose.size).overlaps(&rect(other.pos, other.size)));
    }
}
