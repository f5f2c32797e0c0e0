//! Frames, awareness payloads and snapshot envelopes: read with bounds, and what was read is what is written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use room::snapshot;
use room::wire::Message;

fuzz_target!(|data: &[u8]| {
    if let Ok(message) = Message::decode(data) {
        let frame = message.encode();
        assert_eq!(Message::decode(&frame), Ok(message));
        assert!(frame.len() <= data.len(), "what is written is as short as can be");
        if let Message::Awareness(payload) = message {
            awareness(payload);
        }
    }
    awareness(data);
    if let Ok(opened) = snapshot::open(data) {
        let sealed = snapshot::seal(&opened.owners, opened.state);
        assert_eq!(snapshot::open(&sealed), Ok(opened));
    }
});

fn awareness(payload: &[u8]) {
    for own in [None, Some(7)] {
        let Ok(Some(entry)) = admission::awareness::admit(payload, own) else { continue };
        assert!(own.is_none_or(|own| own == entry.client), "an entry of somebody else");
        if let Some(state) = entry.state {
            assert!(state.len() <= admission::awareness::STATE_BYTES_MAX);
            let state: serde_json::Value = serde_json::from_str(&state).expect("a state is JSON");
            let fields = state.as_object().expect("a state is an object");
            let known = ["cursor", "selection", "drag", "tool", "view"];
            assert!(fields.keys().all(|key| known.contains(&key.as_str())), "{state}");
        }
    }
}
