//! Who asks, and the answers that are not a plain yes.
#![allow(dead_code, missing_docs)]

use admission::{Admission, Class, Role, Sender, Verdict};

pub fn editor(participant: &str) -> Sender<'_> {
    Sender { participant, role: Role::Editor }
}

#[track_caller]
pub fn refused(index: &mut Admission, sender: &Sender<'_>, update: &[u8]) -> Class {
    match index.admit(sender, update, 0) {
        Verdict::Refused(refusal) => refusal.class,
        other => panic!("{other:?}"),
    }
}

/// What is left of an update that was not all its sender's right.
#[track_caller]
pub fn curtailed(index: &mut Admission, sender: &Sender<'_>, update: &[u8]) -> Option<Vec<u8>> {
    match index.admit(sender, update, 0) {
        Verdict::Curtailed(taken, refusal) if refusal.class == Class::Forbidden => taken,
        other => panic!("{other:?}"),
    }
}
