//! Randomness and tokens.

use std::fmt;

use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// 128 random bits from the operating system.
pub fn random() -> u128 {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    u128::from_le_bytes(bytes)
}

fn fill(bytes: &mut [u8]) {
    // Without randomness no token is safe: better no server than a guessable one.
    getrandom::fill(bytes).expect("the operating system provides randomness");
}

/// A secret that opens something, in readable form. Never printed by accident: it has neither `Debug` nor `Display`.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// 256 random bits in hexadecimal.
    pub fn fresh() -> Token {
        let mut bytes = [0; 32];
        fill(&mut bytes);
        Token(hex(&bytes))
    }

    /// A token that somebody showed or configured.
    pub fn shown(text: impl Into<String>) -> Token {
        Token(text.into())
    }

    /// The text, to be handed to its owner and nobody else.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What is stored.
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The SHA-256 of a token. Tokens have 256 random bits, so a fast hash is enough.
#[derive(Clone, Copy, Debug)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Is it the same? Takes equally long for every difference.
    pub fn matches(&self, other: &TokenHash) -> bool {
        self.0.ct_eq(&other.0).into()
    }

    /// The hexadecimal form of registry keys.
    pub fn hex(&self) -> String {
        hex(&self.0)
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht8_tokens_are_long_unlike_and_never_printed() {
        let (one, other) = (Token::fresh(), Token::fresh());
        assert_eq!(one.reveal().len(), 64);
        assert!(one.hash().matches(&Token::shown(one.reveal()).hash()));
        assert!(!one.hash().matches(&other.hash()));
        assert!(!format!("{one:?}").contains(one.reveal()));
    }
}
