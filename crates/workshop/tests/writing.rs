//! Private writing: who writes where, and what of it is shown when.
#![allow(clippy::unwrap_used)]

use board::edit::{Edit, Item};
use board::id::{BoardId, ItemId, ParticipantId};
use board::note::Note;
use board::role::Role;
use board::view::BoardView;
use workshop::writing::How;
use workshop::{BoardKind, Limits, Mode, PersonChange, Phase, SessionSpec, Spec, Workshop, writing};

fn counter() -> impl FnMut() -> u128 {
    let mut n = 0_u128;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

struct Scene {
    workshop: Workshop,
    anna: ParticipantId,
    bruno: ParticipantId,
    board: BoardId,
    random: Box<dyn FnMut() -> u128>,
}

impl Scene {
    fn new() -> Scene {
        let phases = vec![
            Phase { title: "Gruppi".into(), mode: Mode::Groups, ..Phase::default() },
            Phase { title: "Ritorno".into(), mode: Mode::Plenary, ..Phase::default() },
        ];
        let spec = Spec {
            title: "Laboratorio".into(),
            groups: ["Ambiente", "Cultura"].map(String::from).to_vec(),
            sessions: vec![SessionSpec { phases, ..SessionSpec::default() }],
            ..Spec::default()
        };
        let mut random: Box<dyn FnMut() -> u128> = Box::new(counter());
        let mut workshop = Workshop::create(&spec, &Limits::default(), &mut random, 0).unwrap();
        let mut join = |name: &str, group: &str| {
            workshop.join(name, Some(group), &Limits::default(), &mut random).unwrap().id
        };
        let (anna, bruno) = (join("Anna", "Ambiente"), join("Bruno", "Cultura"));
        let board = workshop.group_board(1, "Ambiente").unwrap().id.clone();
        Scene { workshop, anna, bruno, board, random }
    }

    fn write(&mut self) {
        self.workshop.write_privately(std::slice::from_ref(&self.board), How::default(), 0).unwrap();
        self.workshop.ensure_sheets(&mut self.random);
    }

    fn sheet(&self, who: &ParticipantId) -> Option<BoardId> {
        self.workshop.sheets().find(|sheet| sheet.owner == who).map(|sheet| sheet.entry.id.clone())
    }

    fn change(&mut self, who: &ParticipantId, change: PersonChange) {
        self.workshop.change_person(who, &change).unwrap();
        self.workshop.ensure_sheets(&mut self.random);
    }
}

#[test]
fn wk21_whoever_writes_on_a_board_has_a_sheet_that_nobody_else_opens() {
    let mut scene = Scene::new();
    scene.write();
    let sheet = scene.sheet(&scene.anna).unwrap();
    assert_eq!(scene.sheet(&scene.bruno), None, "of another group");
    let role = |scene: &Scene, who: &ParticipantId, board: &BoardId| scene.workshop.role_of(who, board);
    assert_eq!(role(&scene, &scene.anna, &sheet), Some(Role::Contributor));
    assert_eq!(role(&scene, &scene.anna, &scene.board), Some(Role::Viewer));
    assert_eq!(role(&scene, &scene.bruno, &sheet), None);
    assert_eq!(scene.workshop.board(&sheet), None, "no verb takes it for a board");
    let opens: Vec<_> = scene.workshop.boards_of(&scene.anna).map(|(board, _)| board.kind).collect();
    assert_eq!(opens.iter().filter(|kind| **kind == BoardKind::Private).count(), 1);

    // Who comes later gets one as well; who only reads, who helps, and who is only expected get none.
    for role in [Role::Viewer, Role::Commenter, Role::Cofacilitator] {
        let into = PersonChange {
            group: Some("Ambiente".into()),
            role: Some(Some(role)),
            ..PersonChange::default()
        };
        let bruno = scene.bruno.clone();
        scene.change(&bruno, into);
        assert_eq!(scene.sheet(&bruno), None, "{role:?}");
        assert_eq!(scene.workshop.role_of(&bruno, &sheet), None, "{role:?}");
    }
    let bruno = scene.bruno.clone();
    scene.change(&bruno, PersonChange { role: Some(Some(Role::Contributor)), ..PersonChange::default() });
    let second = scene.sheet(&bruno).unwrap();
    assert_ne!(second, sheet);

    // Nobody else's is opened by moving, and one's own no more.
    let anna = scene.anna.clone();
    scene.change(&anna, PersonChange { group: Some("Cultura".into()), ..PersonChange::default() });
    assert_eq!(role(&scene, &anna, &sheet), None);
    scene.change(&anna, PersonChange { group: Some("Ambiente".into()), ..PersonChange::default() });
    assert_eq!(scene.sheet(&anna), Some(sheet.clone()), "the one she had");
    scene.workshop.freeze(&scene.board, true).unwrap();
    assert_eq!(role(&scene, &anna, &sheet), Some(Role::Viewer));
}

#[test]
fn wk22_everybody_belongs_on_their_sheet_while_they_write_privately() {
    let mut scene = Scene::new();
    let landing = |scene: &Scene| scene.workshop.landing(&scene.anna).unwrap().id.clone();
    scene.write();
    let sheet = scene.sheet(&scene.anna).unwrap();
    assert_eq!(landing(&scene), sheet);
    scene.workshop.gather(Some(scene.board.clone())).unwrap();
    assert_eq!(landing(&scene), scene.board, "called to look at it");
    scene.workshop.gather(None).unwrap();
    scene.workshop.start(1, 2, 0).unwrap();
    let plenary = landing(&scene);
    assert!(plenary != sheet && plenary != scene.board, "the phase says plenary");
    assert_eq!(scene.workshop.boards_now(), [plenary]);
    scene.workshop.start(1, 1, 0).unwrap();
    assert_eq!(landing(&scene), sheet);
    assert_eq!(scene.workshop.boards_now().len(), 2);

    let again = scene.workshop.write_privately(
        std::slice::from_ref(&scene.board),
        How { anonymous: true, inbox: false },
        0,
    );
    assert!(again.unwrap_err().to_string().contains("already"));
    assert!(scene.workshop.write_privately(&[], How::default(), 0).is_err());
    assert!(scene.workshop.write_privately(&[sheet], How::default(), 0).is_err(), "a sheet of a sheet");
    assert_eq!(scene.workshop.reveal(&scene.board).unwrap().sheets.len(), 1);
    assert_eq!(landing(&scene), scene.board);
    assert!(scene.workshop.reveal(&scene.board).is_err());
}

fn view(notes: &[(&str, &str)]) -> BoardView {
    let note = |text: &str| Note {
        text: text.to_owned(),
        author: Some("chi scrive".to_owned()),
        at: Some(7.0),
        pos: [3_000.0, -500.0],
        tags: vec!["idea".to_owned()],
        ..Note::default()
    };
    BoardView {
        notes: notes.iter().map(|(id, text)| (id.parse().unwrap(), note(text))).collect(),
        ..BoardView::default()
    }
}

/// The board with these edits on it.
fn drafted(view: &BoardView, edits: &[Edit]) -> BoardView {
    let mut view = view.clone();
    for edit in edits {
        match edit {
            Edit::Put { id, item: Item::Note(note) } => drop(view.notes.insert(id.clone(), note.clone())),
            Edit::PutHidden { id, hidden } => drop(view.hidden.insert(id.clone(), *hidden)),
            Edit::DropHidden { id } => drop(view.hidden.remove(id)),
            other => panic!("{other:?}"),
        }
    }
    view
}

#[test]
fn wk23_all_that_is_revealed_comes_in_an_order_that_tells_nothing() {
    let people: Vec<ParticipantId> = (0..3).map(ParticipantId::from_random).collect();
    let texts: Vec<Vec<(String, String)>> = (0..3)
        .map(|who| (0..4).map(|n| (format!("n{who}{n}"), format!("pensiero {who} {n}"))).collect())
        .collect();
    let sheets: Vec<BoardView> = texts
        .iter()
        .map(|notes| view(&notes.iter().map(|(id, text)| (&**id, &**text)).collect::<Vec<_>>()))
        .collect();
    let mut empty = view(&[("vuota", "  ")]);
    empty.notes.values_mut().for_each(|note| note.author = None);
    let mut written: Vec<(&ParticipantId, &BoardView)> = people.iter().zip(&sheets).collect();
    written.push((&people[0], &empty));
    let board = view(&[("prima", "C'era già")]);
    let board = drafted(&board, &writing::placeholders(&board, 12));
    assert_eq!(board.hidden.len(), 12);

    let mut random = counter();
    let shown = |anonymous: bool, random: &mut dyn FnMut() -> u128| {
        let edits = writing::revealed(&board, &written, anonymous, 99, random);
        drafted(&board, &edits)
    };
    let first = shown(false, &mut random);
    assert_eq!((first.notes.len(), first.hidden.len()), (13, 0), "nothing empty, no placeholder");
    let by_place = |view: &BoardView| {
        let mut notes: Vec<&Note> = view.notes.values().filter(|note| note.text != "C'era già").collect();
        notes.sort_by(|a, b| a.pos[1].total_cmp(&b.pos[1]).then(a.pos[0].total_cmp(&b.pos[0])));
        notes.into_iter().map(|note| note.text.clone()).collect::<Vec<_>>()
    };
    let written_order: Vec<String> = texts.iter().flatten().map(|(_, text)| text.clone()).collect();
    let order = by_place(&first);
    assert_ne!(order, written_order);
    assert_ne!(order, by_place(&shown(false, &mut random)), "another lot, another order");
    let mut sorted = order.clone();
    sorted.sort();
    assert_eq!(sorted, written_order, "all of it");
    let ids = |view: &BoardView| view.notes.keys().cloned().collect::<Vec<ItemId>>();
    assert!(ids(&first).iter().all(|id| !texts.iter().flatten().any(|(old, _)| id.as_str() == old)));
    for note in first.notes.values().filter(|note| note.text != "C'era già") {
        assert_eq!((note.author.as_deref(), note.at), (Some("chi scrive"), Some(7.0)));
        assert_eq!(note.tags, ["idea"]);
        assert!(note.pos[1] > board.notes.values().next().unwrap().pos[1], "clear of what was there");
    }
    let anonymous = shown(true, &mut random);
    for note in anonymous.notes.values().filter(|note| note.text != "C'era già") {
        assert_eq!((note.author.as_deref(), note.at), (None, Some(99.0)));
    }
}

#[test]
fn wk24_placeholders_are_all_alike_and_say_only_how_many_there_are() {
    let mut board = view(&[("prima", "C'era già")]);
    let mut before = board.clone();
    for count in [1, 2, 7, 40, 3, 0] {
        let edits = writing::placeholders(&board, count);
        board = drafted(&board, &edits);
        assert_eq!(board.hidden.len(), count);
        assert!(board.hidden.values().all(|hidden| hidden.size == [200.0, 200.0]));
        let mut places: Vec<_> = board.hidden.values().map(|hidden| format!("{:?}", hidden.pos)).collect();
        places.sort();
        places.dedup();
        assert_eq!(places.len(), count, "none on another");
        assert!(writing::placeholders(&board, count).is_empty(), "what is there is not written again");
        if count == 2 || count == 7 {
            assert!(
                before.hidden.iter().all(|(id, hidden)| board.hidden.get(id) == Some(hidden)),
                "nothing jumps"
            );
        }
        before = board.clone();
    }
}

#[test]
fn wk26_who_only_adds_notes_sends_them_to_the_inbox_and_the_others_go_on_writing() {
    let mut scene = Scene::new();
    let anna = scene.anna.clone();
    scene.change(&anna, PersonChange { role: Some(Some(Role::Contributor)), ..PersonChange::default() });
    let bruno = scene.bruno.clone();
    scene.change(&bruno, PersonChange { group: Some("Ambiente".into()), ..PersonChange::default() });
    let how = How { anonymous: false, inbox: true };
    scene.workshop.write_privately(std::slice::from_ref(&scene.board), how, 0).unwrap();
    scene.workshop.ensure_sheets(&mut scene.random);
    let sheet = scene.sheet(&anna).unwrap();
    assert_eq!(scene.workshop.landing(&anna).unwrap().id, sheet);
    assert_eq!(scene.workshop.role_of(&anna, &sheet), Some(Role::Contributor));
    assert_eq!(scene.workshop.role_of(&anna, &scene.board), Some(Role::Viewer));
    assert_eq!(scene.sheet(&bruno), None);
    assert_eq!(scene.workshop.landing(&bruno).unwrap().id, scene.board);
    assert_eq!(scene.workshop.role_of(&bruno, &scene.board), Some(Role::Editor));

    // Who may write more from now on is on the board.
    scene.change(&anna, PersonChange { role: Some(Some(Role::Editor)), ..PersonChange::default() });
    assert_eq!(scene.workshop.landing(&anna).unwrap().id, scene.board);
    assert_eq!(scene.workshop.role_of(&anna, &sheet), None);
}

#[test]
fn wk26_what_was_passed_on_waits_no_more_and_comes_once() {
    let owner: ParticipantId = "a".repeat(22).parse().unwrap();
    let sheet: BoardId = "s".repeat(22).parse().unwrap();
    let id = |text: &str| -> ItemId { text.parse().unwrap() };
    let note = |text: &str, at: f64| Note { text: text.into(), at: Some(at), ..Note::default() };
    let mut there = BoardView::default();
    for (name, one) in [("b", note("dopo", 2.0)), ("a", note("prima", 1.0)), ("c", note("  ", 0.0))] {
        there.notes.insert(id(name), one);
    }
    there.notes.insert(id("d"), Note { locked: true, ..note("già passata", 0.5) });
    let sent = [writing::Sent { owner: &owner, sheet: &sheet, view: &there }];
    let mut board = BoardView::default();
    board.notes.insert(id("x"), Note { pos: [0.0, 0.0], ..note("c'era", 0.0) });
    let waiting = writing::waiting(&board, &sent);
    assert_eq!(waiting.iter().map(|one| one.note.text.as_str()).collect::<Vec<_>>(), ["prima", "dopo"]);

    let (edits, marks) = writing::passed_on(&board, &waiting[..1], false, 9);
    let [Edit::Put { id: passed, item: Item::Note(note) }] = edits.as_slice() else { panic!("{edits:?}") };
    assert_eq!((note.text.as_str(), note.author.as_deref()), ("prima", Some(owner.as_str())));
    assert!(note.pos[1] >= 200.0, "below what is there");
    let [Edit::Put { id: marked, item: Item::Note(mark) }] = marks[&sheet].as_slice() else { panic!() };
    assert_eq!((marked.as_str(), mark.locked, mark.text.as_str()), ("a", true, "prima"));
    // A crash in between: it is on the board, and open on its sheet.
    board.notes.insert(passed.clone(), note.clone());
    let left = writing::waiting(&board, &sent);
    assert_eq!(left.iter().map(|one| one.note.text.as_str()).collect::<Vec<_>>(), ["dopo"]);

    let (edits, _) = writing::passed_on(&board, &left, true, 9);
    let [Edit::Put { item: Item::Note(note), .. }] = edits.as_slice() else { panic!("{edits:?}") };
    assert_eq!((note.author.as_deref(), note.at), (None, Some(9.0)), "without names");
}
