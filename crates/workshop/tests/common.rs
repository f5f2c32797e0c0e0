//! A workshop to try things with.
#![allow(dead_code, missing_docs, clippy::unwrap_used)]

use board::id::ParticipantId;
use workshop::{Expected, Limits, Spec, Workshop};

/// Room for a large event.
pub const LARGE: Limits = Limits { participants_max: 6_000, groups_max: 200, sessions_max: 50 };

/// The same numbers in every run.
pub fn counter(from: u128) -> impl FnMut() -> u128 {
    let mut n = from;
    move || {
        n += 1;
        n.wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835)
    }
}

pub fn workshop(groups: usize, sessions: u32) -> Workshop {
    let names = ["Ambiente", "Cultura", "Scuola", "Sociale"];
    let name =
        |at: usize| names.get(at).map_or_else(|| format!("Gruppo {}", at + 1), |name| (*name).to_owned());
    let spec =
        Spec { title: "Laboratorio".into(), groups: (0..groups).map(name).collect(), ..Spec::default() };
    let random = &mut counter(0);
    let mut workshop = Workshop::create(&spec, &LARGE, random, 1_000).unwrap();
    workshop.ensure_session(sessions, &LARGE, random).unwrap();
    workshop
}

/// `count` expected people: sectors in turn, organisations of three, territories of five.
pub fn people(workshop: &mut Workshop, count: usize) -> Vec<ParticipantId> {
    let random = &mut counter(1 << 40);
    let person = |at: usize| Expected {
        group: Some(workshop.groups[at % workshop.groups.len()].clone()),
        email: Some(format!("p{at}@example.org")),
        sector: Some(["enti", "scuola", "sociale", "parchi"][at / 6 % 4].to_owned()),
        organisation: Some(format!("ente {}", at / 3)),
        territory: Some(["nord", "centro", "sud"][at % 3].to_owned()),
        ..Expected::default()
    };
    let people: Vec<Expected> = (0..count).map(person).collect();
    people.iter().map(|person| workshop.expect(person, &LARGE, random).unwrap()).collect()
}

/// Another session is the present one, and people are seated for it.
pub fn go_to(workshop: &mut Workshop, session: u32) {
    workshop.set_session_now(session).unwrap();
}
