//! Tolerant reading and minimal writing of the values in a document.

use std::sync::Arc;

use yrs::any::Number;
use yrs::{Any, GetString, Map, MapRef, Out, ReadTxn, Text, TextPrelim, TextRef, TransactionMut};

use crate::schema::COORDINATE_MAX;

/// A pair of finite numbers, `[x, y]`.
pub(crate) type Pair = [f64; 2];

pub(crate) fn number(any: &Any) -> Option<f64> {
    let value = match any {
        Any::Number(Number::Float(value)) => *value,
        Any::Number(Number::Int(value)) => *value as f64,
        _ => return None,
    };
    value.is_finite().then_some(value)
}

pub(crate) fn any<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> Option<Any> {
    match map.get(txn, key)? {
        Out::Any(any) => Some(any),
        _ => None,
    }
}

pub(crate) fn string<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> Option<String> {
    match any(map, txn, key)? {
        Any::String(text) => Some(text.to_string()),
        _ => None,
    }
}

pub(crate) fn boolean<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> bool {
    matches!(any(map, txn, key), Some(Any::Bool(true)))
}

/// A pair, each half within `low..=high`; odd values become the nearest that fits.
pub(crate) fn pair<T: ReadTxn>(map: &MapRef, txn: &T, key: &str, low: f64, high: f64) -> Option<Pair> {
    pair_in(&any(map, txn, key)?, low, high)
}

pub(crate) fn pair_in(any: &Any, low: f64, high: f64) -> Option<Pair> {
    match any {
        Any::Array(items) if items.len() == 2 => {
            Some([number(&items[0])?.clamp(low, high), number(&items[1])?.clamp(low, high)])
        }
        _ => None,
    }
}

pub(crate) fn position<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> Option<Pair> {
    pair(map, txn, key, -COORDINATE_MAX, COORDINATE_MAX)
}

/// The text of a Y.Text, or of a plain string where a foreign client wrote one.
pub(crate) fn text<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> String {
    match map.get(txn, key) {
        Some(Out::YText(text)) => text.get_string(txn),
        Some(Out::Any(Any::String(text))) => text.to_string(),
        _ => String::new(),
    }
}

pub(crate) fn strings<T: ReadTxn>(map: &MapRef, txn: &T, key: &str) -> Vec<String> {
    match any(map, txn, key) {
        Some(Any::Array(items)) => items
            .iter()
            .filter_map(|item| match item {
                Any::String(text) => Some(text.to_string()),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

pub(crate) fn pair_any(pair: Pair) -> Any {
    Any::Array(Arc::from([Any::from(pair[0]), Any::from(pair[1])]))
}

pub(crate) fn strings_any(strings: &[String]) -> Any {
    Any::Array(strings.iter().map(|text| Any::from(text.as_str())).collect())
}

/// Sets a plain value if it differs; `None` removes the key.
pub(crate) fn set(map: &MapRef, txn: &mut TransactionMut<'_>, key: &str, value: Option<Any>) {
    match value {
        Some(value) => {
            if any(map, txn, key).as_ref() != Some(&value) {
                map.insert(txn, key, value);
            }
        }
        None => {
            if map.get(txn, key).is_some() {
                map.remove(txn, key);
            }
        }
    }
}

/// Makes the Y.Text under `key` say `wanted` by the smallest change, so that cursors in it stay where they are.
pub(crate) fn set_text(map: &MapRef, txn: &mut TransactionMut<'_>, key: &str, wanted: &str) {
    match map.get(txn, key) {
        Some(Out::YText(text)) => change_text(&text, txn, wanted),
        _ => {
            map.insert(txn, key, TextPrelim::new(wanted));
        }
    }
}

fn change_text(text: &TextRef, txn: &mut TransactionMut<'_>, wanted: &str) {
    let now = text.get_string(txn);
    let utf16 = |part: &str| part.encode_utf16().count() as u32;
    let same_start = now
        .char_indices()
        .zip(wanted.chars())
        .find(|((_, a), b)| a != b)
        .map_or_else(|| now.len().min(wanted.len()), |((at, _), _)| at);
    let (now_rest, wanted_rest) = (&now[same_start..], &wanted[same_start..]);
    let same_end: usize = now_rest
        .chars()
        .rev()
        .zip(wanted_rest.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let at = utf16(&now[..same_start]);
    let removed = utf16(&now_rest[..now_rest.len() - same_end]);
    if removed > 0 {
        text.remove_range(txn, at, removed);
    }
    let added = &wanted_rest[..wanted_rest.len() - same_end];
    if !added.is_empty() {
        text.insert(txn, at, added);
    }
}
