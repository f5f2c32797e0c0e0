//! Fractional order keys: between any two keys there is another, so that bringing one note to the front writes one
//! key and never renumbers the rest.
//!
//! The scheme is the widespread one of David Greenspan ("Implementing Fractional Indexing"), base 62: a head letter
//! says how many digits the integer part has (`a` two, `b` three, …; `Z` two, `Y` three, … for negative ones), then
//! the integer's digits, then a fraction without trailing zeros. Keys compare as bytes. The web client has the same in
//! `web/src/doc/order.ts`.

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A key that sorts after `low` and before `high`. Keys that are not of the scheme count as absent, and so do two
/// that are not in order.
pub fn between(low: Option<&str>, high: Option<&str>) -> String {
    let low = low.filter(|key| is_key(key));
    let high = high.filter(|key| is_key(key));
    match (low, high) {
        (None, None) => "a0".to_owned(),
        (Some(low), None) => after(low),
        (None, Some(high)) => before(high),
        (Some(low), Some(high)) if low >= high => after(low),
        (Some(low), Some(high)) => inside(low, high),
    }
}

/// `count` keys in order, all after `low`.
pub fn sequence(low: Option<&str>, count: usize) -> Vec<String> {
    let mut keys: Vec<String> = Vec::with_capacity(count);
    for _ in 0..count {
        keys.push(between(keys.last().map(String::as_str).or(low), None));
    }
    keys
}

fn integer_chars(head: u8) -> Option<usize> {
    match head {
        b'a'..=b'z' => Some((head - b'a') as usize + 2),
        b'A'..=b'Z' => Some((b'Z' - head) as usize + 2),
        _ => None,
    }
}

pub(crate) fn is_key(key: &str) -> bool {
    let bytes = key.as_bytes();
    let Some(chars) = bytes.first().and_then(|&head| integer_chars(head)) else { return false };
    bytes.len() >= chars
        && bytes.iter().all(u8::is_ascii_alphanumeric)
        && !(bytes.len() > chars && bytes.last() == Some(&b'0'))
        && key != SMALLEST
}

/// The integer below which there is none; never itself a key.
const SMALLEST: &str = "A00000000000000000000000000";

fn split(key: &str) -> (&str, &str) {
    let chars = integer_chars(key.as_bytes()[0]).unwrap_or(1).min(key.len());
    key.split_at(chars)
}

fn after(low: &str) -> String {
    let (integer, fraction) = split(low);
    match step(integer, true) {
        Some(next) => next,
        None => format!("{integer}{}", midpoint(fraction, None)),
    }
}

fn before(high: &str) -> String {
    let (integer, fraction) = split(high);
    if integer == SMALLEST {
        return format!("{integer}{}", midpoint("", Some(fraction)));
    }
    if !fraction.is_empty() {
        return integer.to_owned();
    }
    match step(integer, false) {
        Some(previous) if previous != SMALLEST => previous,
        _ => format!("{SMALLEST}{}", midpoint("", None)),
    }
}

fn inside(low: &str, high: &str) -> String {
    let ((low_integer, low_fraction), (high_integer, high_fraction)) = (split(low), split(high));
    if low_integer == high_integer {
        return format!("{low_integer}{}", midpoint(low_fraction, Some(high_fraction)));
    }
    match step(low_integer, true) {
        Some(next) if next.as_str() < high => next,
        _ => format!("{low_integer}{}", midpoint(low_fraction, None)),
    }
}

fn digit(byte: u8) -> usize {
    DIGITS.iter().position(|&d| d == byte).unwrap_or(0)
}

/// The integer one up or down; `None` past the largest or smallest.
fn step(integer: &str, up: bool) -> Option<String> {
    let head = integer.as_bytes()[0];
    let mut digits: Vec<usize> = integer.bytes().skip(1).map(digit).collect();
    for place in (0..digits.len()).rev() {
        let (edge, wrapped) = if up { (61, 0) } else { (0, 61) };
        if digits[place] != edge {
            digits[place] = if up { digits[place] + 1 } else { digits[place] - 1 };
            return Some(spell(head, &digits));
        }
        digits[place] = wrapped;
    }
    let (head, filler) = match (head, up) {
        (b'z', true) | (b'A', false) => return None,
        (b'Z', true) => (b'a', 0),
        (b'a', false) => (b'Z', 61),
        (head, true) => (head + 1, 0),
        (head, false) => (head - 1, 61),
    };
    Some(spell(head, &vec![filler; integer_chars(head)? - 1]))
}

fn spell(head: u8, digits: &[usize]) -> String {
    std::iter::once(head).chain(digits.iter().map(|&d| DIGITS[d])).map(char::from).collect()
}

/// A fraction strictly between two, without trailing zeros; `None` is one.
fn midpoint(low: &str, high: Option<&str>) -> String {
    let (low, mut high) = (low.as_bytes(), high.map(str::as_bytes));
    let mut out = String::new();
    let mut place = 0;
    loop {
        let a = low.get(place).map_or(0, |&byte| digit(byte));
        let b = high.map_or(62, |high| high.get(place).map_or(0, |&byte| digit(byte)));
        if a == b {
            out.push(char::from(DIGITS[a]));
        } else if b > a + 1 {
            out.push(char::from(DIGITS[(a + b).div_ceil(2)]));
            return out;
        } else {
            out.push(char::from(DIGITS[a]));
            high = None;
        }
        place += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn bd6_known_keys() {
        assert_eq!(between(None, None), "a0");
        assert_eq!(between(Some("a0"), None), "a1");
        assert_eq!(between(Some("az"), None), "b00");
        assert_eq!(between(None, Some("a0")), "Zz");
        assert_eq!(between(Some("a0"), Some("a1")), "a0V");
        assert_eq!(between(Some("a0"), Some("a0V")), "a0G");
        assert_eq!(between(Some("not a key!"), None), "a0");
        assert_eq!(sequence(None, 5_000).last().map(String::len), Some(4));
    }

    proptest! {
        #[test]
        fn bd6_there_is_always_a_key_between(choices in prop::collection::vec(any::<(u16, bool)>(), 1..120)) {
            let mut keys = vec!["a0".to_owned()];
            for (at, _) in choices {
                let at = at as usize % (keys.len() + 1);
                let low = at.checked_sub(1).map(|i| keys[i].clone());
                let key = between(low.as_deref(), keys.get(at).map(String::as_str));
                prop_assert!(is_key(&key), "{key}");
                keys.insert(at, key);
                prop_assert!(keys.is_sorted(), "{keys:?}");
                prop_assert!(keys.windows(2).all(|pair| pair[0] < pair[1]));
            }
        }
    }
}
