//! Rounds of votes: what they are about, who gives how much, what they come to.
#![allow(missing_docs, clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use board::edit::Edit;
use board::id::{BoardId, ItemId};
use board::note::Note;
use board::schema::Color;
use board::view::{BoardView, Tally};
use workshop::voting::{DOTS_MAX, Only, Votes};
use workshop::{Ballot, BallotError, BoardKind, Mode, Phase, RoundWish, SessionSpec, Workshop};

fn item(id: &str) -> ItemId {
    id.parse().unwrap()
}

fn wish(dots: u32) -> RoundWish {
    RoundWish { dots, ..RoundWish::default() }
}

fn boards(workshop: &Workshop, kind: BoardKind, session: u32) -> Vec<BoardId> {
    let there = workshop.boards.iter().filter(|board| board.kind == kind && board.session == Some(session));
    there.map(|board| board.id.clone()).collect()
}

fn open(workshop: &mut Workshop, wish: RoundWish) -> workshop::Round {
    workshop.open_vote(wish, 5_000).unwrap();
    workshop.voting.round.clone().unwrap()
}

fn view(notes: &[(&str, &str, Option<&str>, &[&str])]) -> BoardView {
    let note = |(id, color, cluster, tags): &(&str, &str, Option<&str>, &[&str])| {
        let note = Note {
            color: Color::parse(color).unwrap(),
            cluster: cluster.map(item),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Note::default()
        };
        (item(id), note)
    };
    BoardView { notes: notes.iter().map(note).collect(), ..BoardView::default() }
}

fn votes(of: &[(&str, u32)]) -> Votes {
    of.iter().map(|(id, dots)| (item(id), *dots)).collect()
}

#[test]
fn wk30_a_round_is_where_people_are_or_where_it_was_asked_for_and_there_is_one_at_a_time() {
    let mut workshop = common::workshop(2, 2);
    let round = open(&mut workshop, wish(3));
    assert_eq!((round.number, round.dots, round.most, round.began_ms), (1, 3, 3, 5_000));
    assert_eq!(round.boards, boards(&workshop, BoardKind::Group, 1), "before any phase people are in groups");
    assert!(workshop.open_vote(wish(3), 0).is_err(), "one at a time");
    let turn = workshop.progress.turn;
    assert_eq!(workshop.close_vote().unwrap(), round);
    assert_eq!((workshop.progress.turn, workshop.voting.counted), (turn + 1, 1), "everybody hears of it");
    assert!(workshop.close_vote().is_err() && workshop.drop_vote().is_err());

    let phases = [("Gruppi", Mode::Groups), ("Ritorno", Mode::Plenary)];
    let phases = phases.map(|(title, mode)| Phase { title: title.into(), mode, ..Phase::default() }).to_vec();
    workshop.describe_session(2, SessionSpec { phases, ..SessionSpec::default() }).unwrap();
    let numbers: Vec<u32> = workshop.session(2).unwrap().phases.iter().map(|phase| phase.number).collect();
    for (phase, kind) in numbers.into_iter().zip([BoardKind::Group, BoardKind::Plenary]) {
        workshop.start(2, phase, 0).unwrap();
        let round = open(&mut workshop, wish(1));
        assert_eq!(round.boards, boards(&workshop, kind, 2));
        workshop.drop_vote().unwrap();
    }
    assert_eq!((workshop.voting.last, workshop.voting.counted), (3, 1), "what was dropped came to nothing");

    let plenary = boards(&workshop, BoardKind::Plenary, 1)[0].clone();
    let canvas = workshop.boards[0].id.clone();
    let named = vec![plenary.clone(), canvas.clone(), plenary.clone()];
    let round = open(&mut workshop, RoundWish { boards: named, ..wish(DOTS_MAX) });
    assert_eq!(round.boards, [plenary.clone(), canvas]);
    assert!(workshop.vote_on(&plenary).is_some());
    assert!(workshop.vote_on(&boards(&workshop, BoardKind::Group, 1)[0]).is_none());
    let record = serde_json::to_vec(&workshop).unwrap();
    assert_eq!(serde_json::from_slice::<Workshop>(&record).unwrap(), workshop);
    let mut alone = common::workshop(0, 1);
    assert_eq!(open(&mut alone, wish(1)).boards, boards(&alone, BoardKind::Plenary, 1), "without groups");
}

#[test]
fn wk31_what_makes_no_sense_opens_nothing() {
    let mut workshop = common::workshop(2, 1);
    let group = boards(&workshop, BoardKind::Group, 1)[0].clone();
    let only = |colors: &[&str], clusters: &[&str], tags: &[&str]| Only {
        colors: colors.iter().map(|text| (*text).to_owned()).collect(),
        clusters: clusters.iter().map(|id| item(id)).collect(),
        tags: tags.iter().map(|text| (*text).to_owned()).collect(),
    };
    let long = "x".repeat(121);
    let before = workshop.clone();
    for bad in [
        wish(0),
        wish(DOTS_MAX + 1),
        RoundWish { most: Some(0), ..wish(3) },
        RoundWish { most: Some(4), ..wish(3) },
        RoundWish { title: long.clone(), ..wish(3) },
        RoundWish { boards: vec!["0123456789012345678901".parse().unwrap()], ..wish(3) },
        RoundWish { only: only(&["brown"], &[], &[]), ..wish(3) },
        RoundWish { only: only(&["#ABCDEF"], &[], &[]), ..wish(3) },
        RoundWish { only: only(&[], &[], &[&long]), ..wish(3) },
        // Two groups, and clusters of one board.
        RoundWish { only: only(&[], &["a"], &[]), ..wish(3) },
        RoundWish {
            only: Only { tags: (0..101).map(|n| n.to_string()).collect(), ..Only::default() },
            ..wish(3)
        },
    ] {
        assert!(workshop.open_vote(bad.clone(), 0).is_err(), "{bad:?}");
        assert_eq!(workshop, before);
    }
    let good = RoundWish {
        title: "  Da\ndove cominciamo?  ".into(),
        most: Some(2),
        boards: vec![group],
        only: only(&["green"], &["a"], &["urgente"]),
        ..wish(3)
    };
    let round = open(&mut workshop, good);
    assert_eq!((round.title.as_str(), round.most), ("Da dove cominciamo?", 2));
}

#[test]
fn wk32_nobody_gives_more_than_they_have_nor_to_what_the_vote_is_not_about() {
    let mut workshop = common::workshop(2, 1);
    let [one, two]: [BoardId; 2] = boards(&workshop, BoardKind::Group, 1).try_into().unwrap();
    let only = Only {
        colors: BTreeSet::from(["green".to_owned(), "blue".to_owned()]),
        tags: BTreeSet::from(["x".to_owned()]),
        ..Only::default()
    };
    let round = open(&mut workshop, RoundWish { most: Some(2), only, ..wish(4) });
    let content = view(&[
        ("a", "green", None, &["x", "y"]),
        ("b", "blue", Some("k"), &["x"]),
        ("yellow", "yellow", None, &["x"]),
        ("untagged", "green", None, &[]),
    ]);
    let mut ballot = Ballot::default();
    ballot.put(&round, &one, &content, votes(&[("a", 2), ("b", 1)])).unwrap();
    ballot.put(&round, &two, &content, votes(&[("a", 1), ("b", 0)])).unwrap();
    assert_eq!(ballot.given(), 4);
    let before = ballot.clone();
    for (bad, why) in [
        (votes(&[("a", 2), ("b", 2)]), BallotError::TooMany),
        (votes(&[("a", u32::MAX), ("b", u32::MAX)]), BallotError::TooManyOnOne),
        (votes(&[("a", 3)]), BallotError::TooManyOnOne),
        (votes(&[("gone", 1)]), BallotError::NotThere),
        (votes(&[("yellow", 1)]), BallotError::NotThere),
        (votes(&[("untagged", 1)]), BallotError::NotThere),
    ] {
        assert_eq!(ballot.put(&round, &one, &content, bad), Err(why));
        assert_eq!(ballot, before, "refused as a whole");
    }
    ballot.put(&round, &one, &content, votes(&[("b", 2)])).unwrap();
    assert_eq!(ballot.0[&one], votes(&[("b", 2)]), "in the place of what was there");

    // A note goes, another is not among the colours any more: their dots are free.
    let later = view(&[("a", "yellow", None, &["x"])]);
    ballot.take_back(&round, &one, &later);
    ballot.take_back(&round, &two, &later);
    assert_eq!(ballot, Ballot::default());
    let clusters = Only { clusters: BTreeSet::from([item("k")]), ..Only::default() };
    assert!(clusters.fits(&content.notes[&item("b")]) && !clusters.fits(&content.notes[&item("a")]));
}

#[test]
fn wk33_a_round_comes_to_one_tally_for_each_note_that_has_or_had_dots() {
    let mut workshop = common::workshop(2, 1);
    let [one, two]: [BoardId; 2] = boards(&workshop, BoardKind::Group, 1).try_into().unwrap();
    let round = open(&mut workshop, wish(5));
    let mut content = view(&[
        ("a", "green", None, &[]),
        ("b", "green", None, &[]),
        ("before", "green", None, &[]),
        ("never", "green", None, &[]),
    ]);
    content.tallies = BTreeMap::from([(item("before"), Tally { votes: 7, round: 0 })]);
    let ballot = |on: &BoardId, of: &[(&str, u32)]| Ballot(BTreeMap::from([(on.clone(), votes(of))]));
    let ballots = [
        ballot(&one, &[("a", 2), ("b", 1)]),
        ballot(&one, &[("a", 1), ("gone", 4)]),
        ballot(&two, &[("b", 5)]),
    ];
    let sum = |votes| Tally { votes, round: round.number };
    let tally = |(id, votes): (&str, u32)| Edit::PutTally { id: item(id), tally: sum(votes) };
    assert_eq!(
        round.tallies(&one, &content, &ballots),
        [("a", 3), ("b", 1), ("before", 0)].map(tally),
        "a note with dots from before has none now; of what is gone nothing counts"
    );
    assert_eq!(round.tallies(&two, &view(&[("b", "green", None, &[])]), &ballots), [("b", 5)].map(tally));
    let narrow = workshop::Round {
        only: Only { colors: BTreeSet::from(["blue".to_owned()]), ..Only::default() },
        ..round.clone()
    };
    assert_eq!(narrow.tallies(&one, &content, &ballots), [], "what it is not about keeps what it has");
}
