//! Ids. Those of boards, workshops and participants are 22 of `0-9a-z` (113 bits); those inside a document are up to
//! 40 URL-safe characters chosen by whoever makes the object.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Characters of a [`BoardId`], [`WorkshopId`] or [`ParticipantId`].
pub const ID_CHARS: usize = 22;
/// Longest [`ItemId`], in characters (all ASCII).
pub const ITEM_ID_CHARS_MAX: usize = 40;

/// The text is not an id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

macro_rules! opaque_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The id that 128 random bits stand for. The 15 surplus bits are dropped by reduction.
            pub fn from_random(random: u128) -> Self {
                let mut rest = random;
                let digits = (0..ID_CHARS).map(|_| {
                    let digit = (rest % 36) as u32;
                    rest /= 36;
                    char::from_digit(digit, 36).unwrap_or('0')
                });
                Self(digits.collect())
            }

            /// The bare text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let fits = text.len() == ID_CHARS && text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_lowercase());
                if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> String {
                id.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

opaque_id!(
    /// A board.
    BoardId
);
opaque_id!(
    /// A workshop.
    WorkshopId
);
opaque_id!(
    /// A person in a workshop. Documents hold nothing else about anyone.
    ParticipantId
);

/// A note, cluster, link, … inside one document: 1 to 40 of `A-Z a-z 0-9 _ -`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ItemId(String);

impl ItemId {
    /// The bare text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// An id that is a pure function of `parts`: the same parts give the same id on every machine, forever.
    pub fn derived(parts: &[&str]) -> Self {
        use sha2::{Digest, Sha256};
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let hex = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        Self(hex)
    }
}

impl FromStr for ItemId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let fits = (1..=ITEM_ID_CHARS_MAX).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
    }
}

impl TryFrom<String> for ItemId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ItemId> for String {
    fn from(id: ItemId) -> String {
        id.0
    }
}

impl fmt::Display for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ItemId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Hexadecimal digits of an [`ImageId`].
pub const IMAGE_ID_CHARS: usize = 64;

/// An uploaded image: the SHA-256 of what the server keeps of it, in hexadecimal digits (lower case).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ImageId(String);

impl ImageId {
    /// The bare text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::{Digest, Sha256};
        Self(Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect())
    }
}

impl FromStr for ImageId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let is_digit = |b: u8| b.is_ascii_digit() || (b'a'..=b'f').contains(&b);
        let fits = text.len() == IMAGE_ID_CHARS && text.bytes().all(is_digit);
        if fits { Ok(Self(text.to_owned())) } else { Err(InvalidId) }
    }
}

impl TryFrom<String> for ImageId {
    type Error = InvalidId;

    fn try_from(text: String) -> Result<Self, InvalidId> {
        text.parse()
    }
}

impl From<ImageId> for String {
    fn from(id: ImageId) -> String {
        id.0
    }
}

impl fmt::Display for ImageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ImageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bd1_ids_have_one_shape() {
        for random in [0, 1, u128::MAX, 0x1234_5678_9abc_def0_1234_5678_9abc_def0] {
            let id = BoardId::from_random(random);
            assert_eq!(id.as_str().parse::<BoardId>().unwrap(), id);
        }
        for bad in [
            "",
            "..",
            "abc",
            "ABCDEFGHIJKLMNOPQRSTUV",
            "a b",
            "aaaaaaaaaaaaaaaaaaaaa>",
            "aaaaaaaaaaaaaaaaaaaaaaa",
        ] {
            assert_eq!(bad.parse::<BoardId>(), Err(InvalidId), "{bad}");
        }
        for bad in ["", "a/b", "a b", "é", &"x".repeat(41)] {
            assert_eq!(bad.parse::<ItemId>(), Err(InvalidId), "{bad}");
        }
        assert_eq!(ItemId::derived(&["a", "b"]), ItemId::derived(&["a", "b"]));
        assert_ne!(ItemId::derived(&["ab", ""]), ItemId::derived(&["a", "b"]));
    }
}
