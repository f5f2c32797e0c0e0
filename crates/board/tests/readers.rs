//! What is read of files from elsewhere, and what is refused, as docs/formats.md says.
#![allow(clippy::unwrap_used)]

use board::format::{Format, Import, Refusal, export, import};
use board::note::Note;
use board::view::BoardView;
use board::words::Language;

#[test]
fn fm3_b16_no_cell_of_a_table_is_a_formula_and_every_cell_comes_back() {
    let begins =
        |cell: &str, letters: &[char]| cell.trim_start().starts_with(letters) || cell.starts_with(letters);
    let dangerous = ['=', '+', '-', '@', '\t', '\r', '\0', '＝', '＋', '－', '＠'];
    for first in dangerous {
        for quotes in ["", "'", "''"] {
            for blank in ["", " ", "\u{a0}"] {
                let text = format!("{quotes}{blank}{first}cmd|'/C calc'!A0,\";\n2");
                let mut view = BoardView::default();
                let tags = vec![format!("{first}t")];
                let note = Note { text: text.clone(), tags, author: Some("x".into()), ..Note::default() };
                view.notes.insert("n".parse().unwrap(), note);
                let file = export(Format::Csv, &view, &|_| Some(format!("{first}Anna"))).unwrap();
                let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(&file[3..]);
                for record in reader.records() {
                    // Places are numbers of ours.
                    for cell in record.unwrap().iter().take(10) {
                        assert!(!begins(cell, &dangerous), "{cell:?}");
                    }
                }
                let read = import(Format::Csv, &file).unwrap();
                let back = read.content.notes.values().next().unwrap();
                assert_eq!(back.text, text.replace('\r', "\n"));
            }
        }
    }
}

fn refused(format: Format, file: impl AsRef<[u8]>) -> Refusal {
    import(format, file.as_ref()).unwrap_err()
}

#[test]
fn fm4_b20_nonsense_is_refused_with_its_line() {
    let deep = |open: &str, n: usize| format!("{{\"schema\":1,\n\"notes\":{}", open.repeat(n));
    let place = |refusal: Refusal| (refusal.line, refusal.reason.to_string());
    for format in [Format::Json, Format::Canvas, Format::Excalidraw] {
        let (line, reason) = place(refused(format, deep("[", 100_000)));
        assert_eq!(line, Some(2), "{format:?}");
        assert!(reason.contains("64 levels"), "{reason}");
        assert!(place(refused(format, deep("{\"a\":", 100_000))).1.contains("64 levels"), "{format:?}");
        assert!(refused(format, b"[]").reason.to_string().contains(format.extension()));
        assert!(refused(format, b"{\"schema\":1,\n\xff").line == Some(2));
    }
    let note = r##"{"text":"a","pos":[0,0],"size":[200,200],"color":"yellow","z":"a0"}"##;
    let twice = format!(
        "{{\"schema\":1,\"notes\":{{\n\"n1\":{note},\n\"n1\":{note}}},\"clusters\":{{}},\"links\":{{}}}}"
    );
    let (line, reason) = place(refused(Format::Json, &twice));
    assert_eq!((line, reason.contains("n1")), (Some(3), true), "{reason}");
    let newer = format!("{{\"schema\":2,\"notes\":{{\"n1\":{note}}}}}");
    assert!(refused(Format::Json, newer).reason.to_string().contains("version 2"));
    for bad in [
        "\"pos\":[1e999,0]",
        "\"pos\":[null,0]",
        "\"pos\":\"x\"",
        "\"pos\":[0]",
        "\"color\":\"red;}\"",
        "\"text\":\"\\ud800\"",
    ] {
        let file =
            format!("{{\"schema\":1,\"notes\":{{\n\"n1\":{}}}}}", note.replacen("\"z\":\"a0\"", bad, 1));
        assert_eq!(refused(Format::Json, file).line, Some(2), "{bad}");
    }
    let twins = r#"{"nodes":[{"id":"a","type":"text","x":0,"y":0,"width":9,"height":9},{"id":"a","type":"text","x":0,"y":0,"width":9,"height":9}]}"#;
    assert!(refused(Format::Canvas, twins).reason.to_string().contains("twice"));
    let later = r#"{"type":"excalidraw","version":99,"elements":[]}"#;
    assert!(refused(Format::Excalidraw, later).reason.to_string().contains("version 99"));
    let many = format!("{}\n", "una nota\n".repeat(5_001));
    let (line, reason) = place(refused(Format::Csv, many));
    assert_eq!((line, reason.contains("5,000")), (Some(5_001), true), "{reason}");
    for format in Format::ALL {
        assert!(import(format, b"").is_err(), "{format:?}");
        assert!(import(format, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").is_err(), "{format:?}");
    }
}

#[test]
fn fm4_b20_xml_neither_grows_nor_reaches_out() {
    let bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]>\n<opml version=\"2.0\"><body><outline text=\"&b;\"/></body></opml>";
    let reach = "<!DOCTYPE map [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<map version=\"1\"><node TEXT=\"&x;\"/></map>";
    let outside =
        "<!DOCTYPE opml SYSTEM \"http://169.254.169.254/x.dtd\">\n<opml version=\"2.0\"><body/></opml>";
    assert_eq!(refused(Format::Opml, bomb).line, Some(2));
    assert!(refused(Format::Opml, bomb).reason.to_string().contains("DOCTYPE"));
    assert_eq!(refused(Format::FreeMind, reach).line, Some(1));
    assert_eq!(refused(Format::Opml, outside).line, Some(1));
    for (format, root, tag) in [(Format::Opml, "opml", "outline"), (Format::FreeMind, "map", "node")] {
        let deep = format!("<{root}>\n{}", format!("<{tag}>").repeat(100_000));
        let refusal = refused(format, deep);
        assert_eq!((refusal.line, refusal.reason.to_string().contains("64 levels")), (Some(2), true));
        assert!(refused(format, format!("<{root}>\n<{tag}></{root}>")).line.is_some());
        assert!(refused(format, "<svg/>").reason.to_string().contains(root));
        let crowd = format!("<{root}>{}</{root}>", format!("<{tag}/>").repeat(100_001));
        assert!(refused(format, crowd).reason.to_string().contains("100,000"));
        let fringe = format!("<{root}><{tag} {}/></{root}>", "a=\"\" ".repeat(500_001));
        assert!(import(format, fringe.as_bytes()).is_err());
    }
    // An entity that nobody declared stays its letters.
    let unknown = "<opml version=\"2.0\"><body><outline text=\"&nbsp;x &bomb;\"/></body></opml>";
    let read = import(Format::Opml, unknown.as_bytes()).unwrap();
    assert_eq!(read.content.notes.values().next().unwrap().text, "&nbsp;x &bomb;");
}

#[test]
fn fm12_what_does_not_fit_is_cut_and_told() {
    let long = "è".repeat(2_500);
    let file = serde_json::json!({ "schema": 1, "title": "", "clusters": {}, "links": { "l": { "from": "n", "to": "gone", "label": "" } }, "notes": {
        "n": { "text": long, "pos": [2e9, 0.0], "size": [1.0, 99999.0], "color": "yellow", "z": "a0", "tags": ["x".repeat(41), "ok"] }
    }, "hidden": { "h": { "pos": [0.0, 0.0], "size": [200.0, 200.0] } } });
    let read = import(Format::Json, file.to_string().as_bytes()).unwrap();
    let note = read.content.notes.values().next().unwrap();
    assert_eq!(note.text.encode_utf16().count(), 2_000);
    assert_eq!((note.pos, note.size), ([1_000_000.0, 0.0], [40.0, 2_000.0]));
    assert_eq!(note.tags, ["ok"]);
    assert!(read.content.links.is_empty() && read.content.hidden.is_empty());
    let said = read.remarks.sentences(Language::English).join("\n");
    for word in ["not shown to everybody", "too long", "1 label is", "another place", "1 link is"] {
        assert!(said.contains(word), "{word}: {said}");
    }
}

/// Texts of notes with the title of their cluster and their tags, in the order of the file.
fn rows(file: impl AsRef<[u8]>) -> Vec<(String, String, String)> {
    let read = import(Format::Csv, file.as_ref()).unwrap().content;
    let title =
        |note: &Note| note.cluster.as_ref().map(|id| read.clusters[id].title.clone()).unwrap_or_default();
    read.notes.values().map(|note| (note.text.clone(), title(note), note.tags.join(" | "))).collect()
}

fn row(text: &str, cluster: &str, tags: &str) -> (String, String, String) {
    (text.to_owned(), cluster.to_owned(), tags.to_owned())
}

#[test]
fn fm5_any_table_becomes_notes_whatever_its_order_separator_and_letters() {
    let wanted =
        [row("Più alberi, subito", "Verde", "parco | Type: sticky"), row("Panchine\nall'ombra", "Verde", "")];
    let table = "Created by;Type;Tags;Text;Frame\r\nAnna;sticky;parco;\"Più alberi, subito\";Verde\r\n;;;\"Panchine\nall'ombra\";Verde\r\n;;;;\r\n";
    let wide = |unit: fn(u16) -> [u8; 2], text: &str| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let wanted = wanted.map(|(text, cluster, tags)| (text, cluster, tags.replace("Type: ", "")));
    // Kinds that say no more than that it is a note are none.
    let wanted = wanted.map(|(text, cluster, tags)| (text, cluster, tags.replace(" | sticky", "")));
    assert_eq!(rows(table), wanted);
    assert_eq!(rows(format!("sep=;\n{table}")), wanted);
    assert_eq!(rows(table.replace(';', "\t")), wanted);
    assert_eq!(rows(table.replace(';', ",").replace('\r', "")), wanted);
    assert_eq!(rows([b"\xff\xfe".to_vec(), wide(u16::to_le_bytes, table)].concat()), wanted);
    assert_eq!(rows([b"\xfe\xff".to_vec(), wide(u16::to_be_bytes, table)].concat()), wanted);
    assert_eq!(
        rows(table.replace('ù', "\u{fffd}").into_bytes().split(|b| *b == 0xef).collect::<Vec<_>>().concat())
            [1],
        wanted[1]
    );
    // A title and a blank line above the headings, and rows of any width.
    assert_eq!(
        rows("Laboratorio\n\nNote,Tema,Priorità\nuno,A,alta\ndue,B\ntre,,,in più\n"),
        [row("uno", "A", "Priorità: alta"), row("due", "B", ""), row("tre", "", "in più")]
    );
}

#[test]
fn fm5_what_is_pasted_without_headings_is_cells_and_lines() {
    assert_eq!(
        rows("mele\tpere e altro\nuva\tfichi secchi\n"),
        [row("pere e altro", "", "mele"), row("fichi secchi", "", "uva")]
    );
    assert_eq!(
        rows("Prima idea, con virgola\nSeconda idea\n\nTerza\n"),
        [row("Prima idea, con virgola", "", ""), row("Seconda idea", "", ""), row("Terza", "", "")]
    );
    let read = import(
        Format::Csv,
        "1;https://example.org/1;una frase lunga\n2;https://example.org/2;un'altra".as_bytes(),
    )
    .unwrap();
    assert_eq!(read.content.notes.len(), 2);
    assert!(read.remarks.sentences(Language::Italian).join(" ").contains("colonna 3"), "{:?}", read.remarks);
    assert_eq!(
        rows("Idea\nNota\n"),
        [row("Idea", "", ""), row("Nota", "", "")],
        "one column has no headings"
    );
    assert_eq!(Format::guess("", b"- uno\n- due"), Format::Markdown);
    assert_eq!(Format::guess("lista.csv", b"a,b"), Format::Csv);
}

#[test]
fn fm10_letters_that_mean_something_in_markdown_are_written_so_that_they_do_not() {
    let lines = [
        "prima",
        "# titolo",
        "- voce",
        "+ voce",
        "1. uno",
        "2) due",
        "> detto",
        "===",
        "```",
        "***",
        "<script>alert(1)</script>",
    ];
    let lines =
        [&lines[..], &["[a](javascript:x) ![b](c) *d* _e_ `f` ~g~ &lt; &#60;", "| a | b |", "\\- fine \\"]]
            .concat();
    let mut view = BoardView::default();
    let note = |text: String| Note { text, ..Note::default() };
    view.notes.insert("n0".parse().unwrap(), note(lines.join("\n")));
    for (n, line) in lines.iter().enumerate() {
        view.notes.insert(format!("n{}", n + 1).parse().unwrap(), note((*line).to_owned()));
    }
    let file = String::from_utf8(export(Format::Markdown, &view, &|_| None).unwrap()).unwrap();
    for mark in ["<", "[", "]", "*", "`", "&lt", "&#"] {
        let bare = file.replace(&format!("\\{mark}"), "");
        assert!(!bare.contains(mark), "{mark} in {bare}");
    }
    for line in file.lines().filter(|line| !line.starts_with("- ")) {
        let begins = |mark: char| line.trim_start().starts_with(mark);
        assert!(
            !['#', '-', '+', '>', '='].into_iter().any(begins)
                && !line.contains("1. ")
                && !line.contains("2) "),
            "{line}"
        );
    }
    let read = import(Format::Markdown, file.as_bytes()).unwrap().content;
    let texts = |view: &BoardView| {
        let mut texts: Vec<String> = view.notes.values().map(|note| note.text.clone()).collect();
        texts.sort();
        texts
    };
    assert_eq!(texts(&read), texts(&view));
}

/// A real file under `tests/data/formats`: what it was taken for, and what is in it.
fn real(name: &str) -> (Format, Import) {
    let bytes =
        std::fs::read(format!("{}/../../tests/data/formats/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    let format = Format::guess(name, &bytes);
    (
        format,
        import(format, &bytes)
            .unwrap_or_else(|refusal| panic!("{name}: {:?} {}", refusal.line, refusal.reason)),
    )
}

#[test]
fn fm14_real_files_of_other_programs_are_read() {
    let count = |import: &Import| {
        let view = &import.content;
        [view.clusters.len(), view.notes.len(), view.links.len(), view.marks.len()]
    };
    let said = |import: &Import| import.remarks.sentences(Language::English);
    let (format, states) = real("opml-states.opml");
    assert_eq!((format, count(&states)), (Format::Opml, [1, 58, 50, 0]));
    assert!(states.remarks.is_empty() && states.content.title == "States");
    let alaska = states.content.notes.iter().find(|(_, note)| note.text == "Alaska").unwrap().0;
    let above = states.content.links.values().find(|link| link.to == *alaska).unwrap();
    assert_eq!(states.content.notes[&above.from].text, "Far West");

    let (format, source) = real("opml-source.opml");
    assert_eq!(format, Format::Opml);
    assert!(
        source.content.notes.values().any(|note| note.text.starts_with("\"name\"")),
        "{:?}",
        count(&source)
    );

    let (format, map) = real("mindr-bookdownplus.mm");
    assert_eq!((format, map.content.title.as_str()), (Format::FreeMind, "my title"));
    assert_eq!(count(&map), [7, 40, 10, 0]);
    assert!(
        map.content
            .notes
            .values()
            .any(|note| note.text == "What is 'bookdownplus' \nhttps://github.com/pzhaonet/bookdownplus")
    );

    let (format, sample) = real("jsoncanvas-sample.canvas");
    assert_eq!((format, count(&sample)[2]), (Format::Canvas, 0), "its only edge leads to a picture");
    assert_eq!(said(&sample).len(), 2, "{:?}", said(&sample));

    let (format, by_hand) = real("excalidraw-by-hand.excalidraw");
    assert_eq!((format, count(&by_hand)), (Format::Excalidraw, [0, 0, 0, 1]));
    let (format, drawing) = real("kurtosis-architecture.excalidraw");
    assert_eq!(format, Format::Excalidraw);
    assert_eq!(count(&drawing), [0, 22, 16, 98], "every arrow between two things is a link");
    assert_eq!(said(&drawing).len(), 3, "{:?}", said(&drawing));
}

#[test]
fn fm9_a_map_with_formatting_arrows_and_icons_keeps_its_words() {
    let map = r##"<?xml version="1.0" encoding="ISO-8859-1"?><map version="0.9.0">
<!-- any comment -->
<node TEXT="Centro" ID="r"><hook NAME="MapStyle"><node TEXT="no"/></hook>
<node ID="a" POSITION="right" BACKGROUND_COLOR="#ffe98f"><richcontent TYPE="NODE"><html><head><style>p {}</style></head><body><p>Prima <b>riga</b></p><p>seconda&#160;riga</p></body></html></richcontent>
<icon BUILTIN="idea"/><node ID="b" TEXT="sotto" LINK="http://example.org/"><arrowlink DESTINATION="c" MIDDLE_LABEL="porta a" ENDARROW="Default"/>
<richcontent TYPE="NOTE"><html><body><p>una nota</p></body></html></richcontent><attribute NAME="chi" VALUE="Anna"/></node></node>
<node ID="c" POSITION="left" TEXT="foglia"/></node></map>"##;
    let read = import(Format::FreeMind, map.as_bytes()).unwrap();
    let view = &read.content;
    assert_eq!(
        view.clusters.values().map(|one| one.title.as_str()).collect::<Vec<_>>(),
        ["Prima riga\nseconda riga"]
    );
    let notes: Vec<_> = view.notes.values().map(|note| (note.text.as_str(), note.tags.join(","))).collect();
    assert_eq!(
        notes,
        [("sotto\nuna nota\nhttp://example.org/", "chi: Anna".to_owned()), ("foglia", String::new())]
    );
    assert_eq!(view.links.values().map(|link| link.label.as_str()).collect::<Vec<_>>(), ["porta a"]);
    let said = read.remarks.sentences(Language::Italian).join(" ");
    assert!(said.contains("1 icona") && said.contains("2 testi erano formattati"), "{said}");
}

#[test]
fn fm4_b20_floods_of_one_kind_take_no_more_than_their_size() {
    // What once was the square of its size ends here all the same: a megabyte each.
    let size = 1 << 20;
    let wide = format!("text,{}\n{}", "x,".repeat(size / 4), "a,\n".repeat(size / 6));
    assert!(refused(Format::Csv, wide).reason.to_string().contains("5,000"));
    let empty = format!("{}text\n{}", "c,".repeat(199), "a,\n".repeat(size / 3));
    assert!(import(Format::Csv, empty.as_bytes()).is_err());
    let chain: String = (0..4_000)
        .map(|n| format!("{{\"id\":\"e{n}\",\"fromNode\":\"n{n}\",\"toNode\":\"n{}\"}},", n + 1))
        .collect();
    let nodes: String = (0..=900)
        .map(|n| format!("{{\"id\":\"n{n}\",\"type\":\"text\",\"text\":\"{n}\",\"x\":0,\"y\":0,\"width\":99,\"height\":99}},"))
        .collect();
    let file = format!(
        "{{\"nodes\":[{}],\"edges\":[{}]}}",
        nodes.trim_end_matches(','),
        chain.trim_end_matches(',')
    );
    let long = import(Format::Canvas, file.as_bytes()).unwrap().content;
    assert_eq!(long.links.len(), 900);
    for format in Format::ALL {
        // Chains longer than an outline is deep come back all the same.
        let again = import(format, &export(format, &long, &|_| None).unwrap()).unwrap().content;
        assert_eq!(again.notes.len(), 901, "{format:?}");
    }
    let words = format!("<opml><body><outline text=\"{}\"/></body></opml>", "&amp;".repeat(size / 6));
    assert_eq!(import(Format::Opml, words.as_bytes()).unwrap().content.notes.len(), 1);
    assert!(import(Format::Markdown, "- a\n".repeat(size / 4).as_bytes()).is_err());
    assert_eq!(import(Format::Markdown, "a\n".repeat(size / 2).as_bytes()).unwrap().content.notes.len(), 1);
}
