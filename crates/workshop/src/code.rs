//! Join codes and invites: Crockford's base 32, which people can read aloud and mistype a little.
//!
//! Source: Douglas Crockford, "Base 32" (crockford.com/base32.html).

const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Symbols of a join code (40 bits).
pub const CODE_SYMBOLS: usize = 8;
/// Symbols of an invite (130 bits, of which 128 are random).
pub const INVITE_SYMBOLS: usize = 26;

/// `symbols` symbols of `random`, lowest bits first.
pub fn spell(random: u128, symbols: usize) -> String {
    let mut rest = random;
    (0..symbols)
        .map(|_| {
            let symbol = SYMBOLS[(rest % 32) as usize];
            rest /= 32;
            char::from(symbol)
        })
        .collect()
}

/// What somebody typed, as it would have been spelled: capitals, without spaces and dashes, O as 0, I and L as 1.
pub fn normalise(typed: &str) -> String {
    typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .take(64)
        .collect()
}

/// A code as it is shown: `XXXX-XXXX`.
pub fn show(code: &str) -> String {
    match code.split_at_checked(CODE_SYMBOLS / 2) {
        Some((left, right)) if !right.is_empty() => format!("{left}-{right}"),
        _ => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wk1_codes_survive_being_read_aloud() {
        let code = spell(0x0123_4567_89ab_cdef, CODE_SYMBOLS);
        assert_eq!(code.len(), CODE_SYMBOLS);
        assert_eq!(normalise(&show(&code).to_lowercase()), code);
        assert_eq!(normalise(" o1-IL "), "0111");
        assert_eq!(spell(u128::MAX, INVITE_SYMBOLS).len(), INVITE_SYMBOLS);
    }
}
