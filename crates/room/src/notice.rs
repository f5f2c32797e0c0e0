//! Plain words for the person, with stable codes for the page.

use bytes::Bytes;
use serde::Serialize;

use crate::wire::Message;

/// What a notice is about. The page translates by code; the message is the fallback.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeCode {
    /// The frame was not understood; a close follows.
    Malformed,
    /// Some of a change was not allowed and not taken; the page's copy must be thrown away.
    Forbidden,
    /// The person may only read here; a close follows.
    ReadOnly,
    /// The update is too large; a close follows.
    TooLarge,
    /// Too much at once: reading pauses, nothing is lost.
    SlowDown,
    /// A budget of the board is used up; the change was not taken; a close follows.
    Budget,
    /// Nothing can be stored at the moment; edits stay in the page until it works again.
    StorageFailed,
    /// Storing works again.
    StorageBack,
    /// The person's role on this board changed.
    RoleChanged,
    /// The person's right to this board ended; a close follows.
    Removed,
    /// The board has as many people as it takes; a close follows.
    BoardFull,
}

impl NoticeCode {
    /// Every code, in order of the table in docs/wire.md.
    pub const ALL: [NoticeCode; 11] = [
        NoticeCode::Malformed,
        NoticeCode::Forbidden,
        NoticeCode::ReadOnly,
        NoticeCode::TooLarge,
        NoticeCode::SlowDown,
        NoticeCode::Budget,
        NoticeCode::StorageFailed,
        NoticeCode::StorageBack,
        NoticeCode::RoleChanged,
        NoticeCode::Removed,
        NoticeCode::BoardFull,
    ];

    /// The stable word on the wire.
    pub fn word(self) -> &'static str {
        match self {
            NoticeCode::Malformed => "malformed",
            NoticeCode::Forbidden => "forbidden",
            NoticeCode::ReadOnly => "read_only",
            NoticeCode::TooLarge => "too_large",
            NoticeCode::SlowDown => "slow_down",
            NoticeCode::Budget => "budget",
            NoticeCode::StorageFailed => "storage_failed",
            NoticeCode::StorageBack => "storage_back",
            NoticeCode::RoleChanged => "role_changed",
            NoticeCode::Removed => "removed",
            NoticeCode::BoardFull => "board_full",
        }
    }

    /// What it means, in words a participant can act on.
    pub fn message(self) -> &'static str {
        match self {
            NoticeCode::Malformed => {
                "This page sent something the server does not understand. Please reload it."
            }
            NoticeCode::Forbidden => "You may not change this here; your change was not taken.",
            NoticeCode::ReadOnly => "You can read this board but not change it.",
            NoticeCode::TooLarge => "This change is too large to be taken at once.",
            NoticeCode::SlowDown => "Many changes at once: the server is catching up, nothing is lost.",
            NoticeCode::Budget => {
                "This board is full: nothing more can be added. Please tell your facilitator."
            }
            NoticeCode::StorageFailed => {
                "The server cannot store changes at the moment. Yours are kept on this device; please leave the page open."
            }
            NoticeCode::StorageBack => "The server stores changes again.",
            NoticeCode::RoleChanged => "Your role on this board has changed.",
            NoticeCode::Removed => "You no longer have access to this board.",
            NoticeCode::BoardFull => {
                "This board has as many people as it can take. Please try again in a moment."
            }
        }
    }
}

/// The JSON of message 101.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// What it is about.
    pub code: NoticeCode,
    /// Plain words.
    pub message: &'static str,
    /// The page must drop its copy of the board and load it anew, with a new client id; it may show what was not taken.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// With `role_changed`: the role in force from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<board::role::Role>,
}

impl Notice {
    /// A notice in its standard words.
    pub fn new(code: NoticeCode) -> Notice {
        Notice { code, message: code.message(), reset: code == NoticeCode::Forbidden, role: None }
    }

    /// The frame that carries it.
    pub fn frame(&self) -> Bytes {
        // Serialising static text and two plain fields cannot fail; an empty object would still be a valid notice.
        let json = serde_json::to_string(self).unwrap_or_else(|_| "{}".to_owned());
        Message::Notice(&json).encode()
    }
}
