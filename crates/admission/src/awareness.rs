//! Awareness frames: own id only, known keys only, small, finite.

use serde_json::{Map, Value, json};

use crate::cursor::{Cursor, Read, malformed};
use crate::limits::CLIENT_MAX;
use crate::value::is_item_id;
use crate::{Refusal, Rule};

/// Entries of one frame; stock clients echo those of others, so a full board's worth is normal.
const ENTRIES_MAX: usize = 2_000;
/// Bytes of one state as it arrives. Sanitised it has at most [`STATE_BYTES_MAX`].
const RAW_BYTES_MAX: usize = 16 * 1024;
/// Bytes of a sanitised state.
pub const STATE_BYTES_MAX: usize = 1_024;
/// Ids of a selection that are named one by one; larger ones come as a count and a box.
const SELECTION_MAX: usize = 20;
/// Coordinates, CSS pixels.
const COORDINATE_MAX: f64 = 1e6;

/// One admitted awareness entry of the socket's own client id.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The socket's own client id.
    pub client: u64,
    /// The awareness clock (grows with each change).
    pub clock: u32,
    /// The sanitised state as a JSON object of the contract's keys without `who`; `None` when the client left.
    pub state: Option<String>,
}

/// Reads the payload of an awareness message (after the message type; its length prefix removed).
///
/// `own` is the awareness client id bound to this socket, if any yet; when `None`, the first entry binds. Entries of
/// other ids are dropped silently (stock clients echo them). `Ok(None)`: nothing of its own in it.
pub fn admit(payload: &[u8], own: Option<u64>) -> Result<Option<Entry>, Refusal> {
    let mut cursor = Cursor::new(payload);
    let count = cursor.count()?;
    if count > ENTRIES_MAX {
        return malformed(Rule::Awareness, "too many entries");
    }
    let mut found = None;
    for nth in 0..count {
        let client = cursor.uint(CLIENT_MAX)?;
        let clock = cursor.uint(u64::from(u32::MAX))? as u32;
        let raw = cursor.string()?;
        let is_own = own.map_or(nth == 0 && client > 0, |own| own == client);
        if !is_own || found.is_some() {
            continue;
        }
        if raw.len() > RAW_BYTES_MAX {
            return malformed(Rule::Awareness, "a state is too large");
        }
        found = Some(Entry { client, clock, state: state(raw)? });
    }
    if !cursor.is_empty() {
        return malformed(Rule::Awareness, "bytes follow the end");
    }
    Ok(found)
}

fn state(raw: &str) -> Read<Option<String>> {
    let Ok(value) = serde_json::from_str::<Value>(raw) else {
        return malformed(Rule::Awareness, "a state is not JSON");
    };
    match value {
        Value::Null => Ok(None),
        Value::Object(fields) => Ok(Some(sanitised(&fields))),
        _ => malformed(Rule::Awareness, "a state is not an object"),
    }
}

/// The known keys with values they can have; whatever else is there is dropped. Too large: the least needed go first.
fn sanitised(fields: &Map<String, Value>) -> String {
    let mut out = Map::new();
    if let Some(cursor) = fields.get("cursor") {
        out.insert("cursor".into(), numbers(cursor, 2).unwrap_or(Value::Null));
    }
    if let Some(selection) = fields.get("selection").and_then(selection) {
        out.insert("selection".into(), selection);
    }
    if let Some(delta) = fields.get("drag").and_then(|drag| numbers(drag.get("delta")?, 2)) {
        out.insert("drag".into(), json!({ "delta": delta }));
    }
    let tool = fields.get("tool").and_then(Value::as_str);
    if let Some(tool) =
        tool.filter(|tool| tool.len() <= 20 && tool.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
    {
        out.insert("tool".into(), json!(tool));
    }
    if let Some(view) = fields.get("view").and_then(|view| numbers(view, 4)) {
        out.insert("view".into(), view);
    }
    if let Some(id) = fields.get("writing").and_then(Value::as_str).filter(|id| is_item_id(id)) {
        out.insert("writing".into(), json!(id));
    }
    if let Some(id) = fields.get("follows").and_then(Value::as_u64).filter(|&id| id <= CLIENT_MAX) {
        out.insert("follows".into(), json!(id));
    }
    if let Some(turn) = fields.get("hand").and_then(Value::as_u64).filter(|&turn| turn <= CLIENT_MAX) {
        out.insert("hand".into(), json!(turn));
    }
    let mut text = Value::Object(out.clone()).to_string();
    for key in ["view", "tool", "selection"] {
        if text.len() <= STATE_BYTES_MAX {
            break;
        }
        out.remove(key);
        text = Value::Object(out.clone()).to_string();
    }
    text
}

fn numbers(value: &Value, count: usize) -> Option<Value> {
    let items = value.as_array().filter(|items| items.len() == count)?;
    let fits = items.iter().all(|item| item.as_f64().is_some_and(|n| n.abs() <= COORDINATE_MAX));
    fits.then(|| value.clone())
}

fn selection(value: &Value) -> Option<Value> {
    if let Some(ids) = value.as_array() {
        let ids: Vec<_> =
            ids.iter().filter_map(Value::as_str).filter(|id| is_item_id(id)).take(SELECTION_MAX).collect();
        return Some(json!(ids));
    }
    let count = value.get("count")?.as_u64().filter(|&count| count <= 1_000_000)?;
    Some(json!({ "count": count, "box": numbers(value.get("box")?, 4)? }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(entries: &[(u64, u64, &str)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let uint = |bytes: &mut Vec<u8>, mut value: u64| {
            while value > 0x7f {
                bytes.push(value as u8 | 0x80);
                value >>= 7;
            }
            bytes.push(value as u8);
        };
        uint(&mut bytes, entries.len() as u64);
        for (client, clock, state) in entries {
            uint(&mut bytes, *client);
            uint(&mut bytes, *clock);
            uint(&mut bytes, state.len() as u64);
            bytes.extend_from_slice(state.as_bytes());
        }
        bytes
    }

    #[test]
    fn ad10_only_the_own_id_is_taken() {
        let bytes = frame(&[(7, 1, r#"{"cursor":[1,2]}"#), (8, u64::from(u32::MAX), r#"{"cursor":[9,9]}"#)]);
        let entry = admit(&bytes, Some(7)).unwrap().unwrap();
        assert_eq!((entry.client, entry.state.as_deref()), (7, Some(r#"{"cursor":[1,2]}"#)));
        assert_eq!(admit(&bytes, Some(9)), Ok(None));
        assert_eq!(admit(&bytes, None).unwrap().map(|entry| entry.client), Some(7));
        assert_eq!(admit(&frame(&[(7, 2, "null")]), Some(7)).unwrap().unwrap().state, None);
    }

    #[test]
    fn ad10_a_state_keeps_only_what_is_known_and_small() {
        let state = r#"{"who":{"name":"Facilitator"},"user":{"name":"x"},"cursor":[1e308,0],"selection":["a","../b"],
                        "drag":{"delta":[1,2],"x":1},"view":[0,0,10,10],"tool":"note",
                        "writing":"n1","follows":9007199254740991,"hand":3}"#;
        let entry = admit(&frame(&[(7, 1, state)]), Some(7)).unwrap().unwrap();
        let expected = json!({"cursor": null, "selection": ["a"], "drag": {"delta": [1, 2]}, "view": [0, 0, 10, 10], "tool": "note",
                              "writing": "n1", "follows": 9_007_199_254_740_991_u64, "hand": 3});
        assert_eq!(serde_json::from_str::<Value>(&entry.state.unwrap()).unwrap(), expected);
        for odd in [
            r#"{"writing":"../b","follows":-1,"hand":true}"#,
            r#"{"writing":["a"],"follows":9007199254740992}"#,
        ] {
            let entry = admit(&frame(&[(7, 1, odd)]), Some(7)).unwrap().unwrap();
            assert_eq!(entry.state.as_deref(), Some("{}"), "{odd}");
        }
        let ids: Vec<_> = (0..500).map(|n| format!("\"{n:040}\"")).collect();
        let large = format!("{{\"selection\":[{}],\"view\":[1,2,3,4]}}", ids[..300].join(","));
        let entry = admit(&frame(&[(7, 1, &large)]), Some(7)).unwrap().unwrap();
        assert!(entry.state.unwrap().len() <= STATE_BYTES_MAX);
    }

    #[test]
    fn ad10_nonsense_is_refused() {
        let deep = format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000));
        for state in ["{", "[1]", "\u{1}", &deep, &format!("\"{}\"", "x".repeat(RAW_BYTES_MAX))] {
            assert!(admit(&frame(&[(7, 1, state)]), Some(7)).is_err(), "{}", &state[..state.len().min(20)]);
        }
        for bytes in [&[0x80, 0x80, 0x80, 0x80, 0x01][..], &[1], &[1, 7, 1, 200], &[0, 0]] {
            assert!(admit(bytes, Some(7)).is_err());
        }
    }
}
