//! The codec, and docs/wire.md against it: rules RM1 and RM2 of docs/spec.md.
#![allow(clippy::unwrap_used, missing_docs)]

use std::collections::BTreeMap;

use room::wire::{self, CloseCode, Message, WireError};
use room::{Notice, NoticeCode};

#[test]
fn rm1_every_message_reads_back() {
    let long = vec![7u8; 300];
    let messages = [
        Message::Step1(&[0]),
        Message::Step2(&long),
        Message::Update(&[]),
        Message::Awareness(&[1, 2, 3]),
        Message::QueryAwareness,
        Message::Saved(1 << 40),
        Message::Notice("{\"code\":\"è\"}"),
        Message::Token("abc"),
        Message::Progress("{\"turn\":1}"),
    ];
    for message in messages {
        let frame = message.encode();
        assert_eq!(Message::decode(&frame), Ok(message));
        for cut in 0..frame.len() {
            assert!(Message::decode(&frame[..cut]).is_err(), "{message:?} cut at {cut}");
        }
        let mut longer = frame.to_vec();
        longer.push(0);
        assert_eq!(Message::decode(&longer), Err(WireError::Trailing), "{message:?}");
    }
    assert_eq!(Message::decode(wire::KEEP_ALIVE), Ok(Message::Awareness(&[0])));
}

#[test]
fn rm1_the_bytes_are_those_of_y_protocols() {
    assert_eq!(&Message::Step1(&[0]).encode()[..], [0, 0, 1, 0]);
    assert_eq!(&Message::Step2(&[0, 0]).encode()[..], [0, 1, 2, 0, 0]);
    assert_eq!(&Message::Update(&[0, 0]).encode()[..], [0, 2, 2, 0, 0]);
    assert_eq!(&Message::QueryAwareness.encode()[..], [3]);
    assert_eq!(&Message::Saved(300).encode()[..], [100, 0xac, 0x02]);
}

#[test]
fn rm1_anything_else_is_refused() {
    let bad: [(&[u8], WireError); 11] = [
        (&[], WireError::Short),
        (&[0], WireError::Short),
        (&[0, 3, 0], WireError::Kind),
        (&[2, 0], WireError::Kind),
        (&[4], WireError::Kind),
        (&[104, 0], WireError::Kind),
        (&[1, 0xff, 0xff, 0xff, 0xff, 0x0f], WireError::Short),
        (&[1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01], WireError::Number),
        (&[100, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], WireError::Number),
        (&[101, 1, 0xff], WireError::Text),
        (&[102, 0], WireError::Text),
    ];
    for (frame, error) in bad {
        assert_eq!(Message::decode(frame), Err(error), "{frame:?}");
    }
    let token = "x".repeat(wire::TOKEN_MAX + 1);
    assert_eq!(Message::decode(&Message::Token(&token).encode()), Err(WireError::Text));
}

#[test]
fn rm7_steps_2_and_updates_count_and_nothing_else() {
    assert!(Message::Step2(&[]).is_document() && Message::Update(&[]).is_document());
    assert!(!Message::Step1(&[]).is_document() && !Message::Awareness(&[]).is_document());
}

/// Cells of the rows of the table under a heading of docs/wire.md, header left out.
fn table(heading: &str) -> Vec<Vec<String>> {
    let text = include_str!("../../../docs/wire.md");
    let (_, section) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with('|')).skip(2);
    rows.map(|row| row.trim_matches('|').split('|').map(|cell| cell.trim().replace('`', "")).collect())
        .collect()
}

#[test]
fn rm2_message_types_are_those_of_the_document() {
    let documented: BTreeMap<String, String> =
        table("Messages").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let sync = |step| format!("{}, {step}", wire::SYNC);
    let known = BTreeMap::from([
        ("sync step 1".into(), sync(wire::STEP_1)),
        ("sync step 2".into(), sync(wire::STEP_2)),
        ("update".into(), sync(wire::UPDATE)),
        ("awareness".into(), wire::AWARENESS.to_string()),
        ("query awareness".into(), wire::QUERY_AWARENESS.to_string()),
        ("saved".into(), wire::SAVED.to_string()),
        ("notice".into(), wire::NOTICE.to_string()),
        ("token".into(), wire::TOKEN.to_string()),
        ("progress".into(), wire::PROGRESS.to_string()),
    ]);
    assert_eq!(documented, known);
}

#[test]
fn rm2_close_codes_are_those_of_the_document() {
    let documented: Vec<(String, String)> =
        table("Close codes").into_iter().map(|row| (row[0].clone(), row[1].clone())).collect();
    let known = CloseCode::ALL.map(|code| (code.number().to_string(), code.reason().to_owned()));
    assert_eq!(documented, known);
    let is_final = |code: &CloseCode| (4400..4500).contains(&code.number());
    assert_eq!(CloseCode::ALL.iter().filter(|code| is_final(code)).count(), 6);
}

#[test]
fn rm2_notice_codes_are_those_of_the_document() {
    let documented: Vec<String> = table("Notices").into_iter().map(|row| row[0].clone()).collect();
    assert_eq!(documented, NoticeCode::ALL.map(|code| code.word().to_owned()));
    for code in NoticeCode::ALL {
        assert_eq!(serde_json::to_value(code).unwrap(), code.word());
        assert!(code.message().ends_with('.'));
    }
    let frame = Notice::new(NoticeCode::Forbidden).frame();
    let Ok(Message::Notice(json)) = Message::decode(&frame) else { panic!("not a notice") };
    let json: serde_json::Value = serde_json::from_str(json).unwrap();
    assert_eq!(json["code"], "forbidden");
    assert_eq!(json["reset"], true);
    assert!(json.get("role").is_none());
}
