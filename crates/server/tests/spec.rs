//! The documents say what is so: rules DO1 to DO4 of docs/spec.md, and HT16 for what programs read.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::common::Server;

/// Folders that are made by tools, wherever they lie.
const MADE: [&str; 8] =
    ["target", "node_modules", "dist", "data", "test-results", "playwright-report", ".git", "artifacts"];

fn checkout() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every file with one of these endings, in order, without what tools make.
fn files(folder: &Path, endings: &[&str], found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && !MADE.contains(&name.as_str()) {
            files(&path, endings, found);
        } else if path.is_file() && endings.iter().any(|ending| name.ends_with(ending)) {
            found.push(path);
        }
    }
}

/// `rm6` → `RM6`; `None` for a word that is no rule's number.
fn rule(word: &str) -> Option<String> {
    let (family, number) = word.split_at_checked(2)?;
    let fits = family.bytes().all(|b| b.is_ascii_lowercase())
        && (1..=3).contains(&number.len())
        && !number.starts_with('0')
        && number.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| word.to_ascii_uppercase())
}

/// The rules a name begins with: `rm6_rm7_frozen_seeds`, `wb7 undo takes back …`.
fn leading_rules(name: &str, between: char) -> Vec<String> {
    name.split(between).map_while(rule).collect()
}

/// Rule → one test that cites it.
fn cited() -> BTreeMap<String, String> {
    let root = checkout();
    let mut sources = Vec::new();
    for folder in ["crates", "web/src", "web/test", "tests"] {
        files(&root.join(folder), &[".rs", ".ts", ".tsx", ".py"], &mut sources);
    }
    let mut cited = BTreeMap::new();
    for path in sources {
        let text = fs::read_to_string(&path).unwrap();
        // A test's name stands behind `fn ` in Rust, `def ` in Python, and opens a call's first argument in TypeScript.
        let (before, between): (&[&str], char) = match path.extension().and_then(|ending| ending.to_str()) {
            Some("rs") => (&["fn "], '_'),
            Some("py") => (&["def "], '_'),
            _ => (&["(\"", "(`", "('"], ' '),
        };
        for mark in before {
            for (at, _) in text.match_indices(mark) {
                let name: String =
                    text[at + mark.len()..].chars().take_while(|c| *c != '\n').take(60).collect();
                for rule in leading_rules(&name, between) {
                    cited.entry(rule).or_insert_with(|| format!("{}: {name}", path.display()));
                }
            }
        }
    }
    cited
}

struct Rule {
    number: String,
    text: String,
}

/// The rules of docs/spec.md, in order.
fn written() -> Vec<Rule> {
    let spec = fs::read_to_string(checkout().join("docs/spec.md")).unwrap();
    let rules = spec.lines().filter_map(|line| line.strip_prefix("- **")?.split_once("** "));
    rules.map(|(number, text)| Rule { number: number.to_owned(), text: text.to_owned() }).collect()
}

/// The rules that guard this one, if it says that others do.
fn guards(text: &str) -> Option<Vec<String>> {
    let (_, bracket) = text.rsplit_once("(Guarded by ")?;
    let words = bracket.split(|c: char| !c.is_ascii_alphanumeric());
    Some(words.filter_map(|word| rule(&word.to_ascii_lowercase())).collect())
}

#[test]
fn do1_every_rule_has_its_test_and_every_test_its_rule() {
    let (cited, written) = (cited(), written());
    assert!(cited.len() > 80 && written.len() > 80, "the sources or the rules were not found");
    let mut numbers = BTreeSet::new();
    for Rule { number, .. } in &written {
        assert!(numbers.insert(number.as_str()), "{number} stands twice in docs/spec.md");
    }
    for number in &numbers {
        assert!(rule(&number.to_ascii_lowercase()).is_some(), "{number} is not the number of a rule");
    }
    let unknown: Vec<_> = cited.iter().filter(|(rule, _)| !numbers.contains(rule.as_str())).collect();
    assert!(unknown.is_empty(), "these are not in docs/spec.md: {unknown:#?}");
    for Rule { number, text } in &written {
        let has_test = cited.contains_key(number);
        if let Some(guards) = guards(text) {
            let guarded = !guards.is_empty() && guards.iter().all(|guard| cited.contains_key(guard));
            assert!(guarded && !has_test, "{number}: what it says about its guard is not so");
        } else if text.contains("(Not tested by itself") {
            assert!(!has_test, "{number} has a test after all: {}", cited[number]);
        } else {
            assert!(has_test, "{number} has no test and does not say so");
        }
    }
}

/// Rows of the table of faults and bad input (`F1`, `B25`), with what they say of their tests.
fn rows() -> BTreeMap<String, String> {
    let spec = fs::read_to_string(checkout().join("docs/spec.md")).unwrap();
    let is_row = |cell: &str| {
        cell.strip_prefix(['F', 'B'])
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()))
    };
    let cells = spec.lines().map(|line| line.split('|').map(str::trim).collect::<Vec<_>>());
    let rows = cells.filter(|cells| cells.len() == 5 && is_row(cells[1]));
    rows.map(|cells| (cells[1].to_owned(), cells[3].to_owned())).collect()
}

#[test]
fn do4_every_row_of_faults_and_bad_input_has_its_test_or_says_what_is_not_built() {
    let rows = rows();
    assert_eq!(rows.len(), 55, "thirty faults and twenty-five inputs");
    let mut tests = Vec::new();
    files(&checkout().join("crates"), &[".rs"], &mut tests);
    let sources: String = tests.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    let names: BTreeSet<&str> = sources
        .split("fn ")
        .skip(1)
        .filter_map(|rest| rest.split('(').next())
        .filter(|name| name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'))
        .collect();
    for (row, said) in &rows {
        let tag = format!("_{}_", row.to_ascii_lowercase());
        let has_test = names.iter().any(|name| name.contains(&tag));
        assert_eq!(has_test, !said.starts_with("not built yet"), "{row}: {said}");
        for prefix in
            said.split([',', ';']).map(str::trim).filter(|word| word.contains("_f") || word.contains("_b"))
        {
            assert!(names.iter().any(|name| name.starts_with(prefix)), "{row}: no test begins with {prefix}");
        }
    }
}

/// What stands between back-quotes on a line, and what links lead to.
fn named(line: &str) -> Vec<String> {
    let quoted = line.split('`').skip(1).step_by(2).map(str::to_owned);
    let linked = line.split("](").skip(1).filter_map(|rest| rest.split(')').next()).map(str::to_owned);
    quoted.chain(linked).collect()
}

#[test]
fn do2_files_that_documents_name_are_there() {
    const ROOTS: [&str; 9] =
        ["crates/", "web/", "tests/", "docs/", "scripts/", "fonts/", "fuzz/", "deploy/", ".ci/"];
    let root = checkout();
    let mut documents = vec![root.join("README.md"), root.join("CHANGELOG.md")];
    files(&root.join("docs"), &[".md"], &mut documents);
    let mut missing = Vec::new();
    let mut checked = 0;
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        for (line, name) in
            text.lines().enumerate().flat_map(|(i, l)| named(l).into_iter().map(move |n| (i + 1, n)))
        {
            let path = name.split('#').next().unwrap_or_default();
            let from_root = ROOTS.iter().any(|folder| path.starts_with(folder)) && !path.contains(' ');
            let is_link = path.ends_with(".md") || path.ends_with(".png");
            let is_pattern = path.contains(['*', '<', '{', '…']) || path.contains("://");
            if !(from_root || is_link) || is_pattern {
                continue;
            }
            checked += 1;
            let beside = document.parent().unwrap().join(path);
            if !root.join(path).exists() && !beside.exists() {
                missing.push(format!("{}:{line}: {path}", document.display()));
            }
        }
    }
    assert!(checked > 50, "the documents name hardly any file: {checked}");
    assert!(missing.is_empty(), "named, but not there: {missing:#?}");
}

/// Words of a text that begin with `prefix`, cut at the first character that no such word has.
fn words(text: &str, prefix: &str) -> BTreeSet<String> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let starts = text.match_indices(prefix).filter(|(at, _)| !text[..*at].ends_with(is_part));
    let word = |at: usize| text[at..].chars().take_while(|c| is_part(*c)).collect::<String>();
    let has_name = |word: &String| word[prefix.len()..].starts_with(|c: char| c.is_ascii_alphanumeric());
    starts.map(|(at, _)| word(at)).filter(has_name).collect()
}

#[test]
fn do3_operations_names_every_flag_and_metric_and_no_other() {
    let page = fs::read_to_string(checkout().join("docs/operations.md")).unwrap();
    let help = Command::new(env!("CARGO_BIN_EXE_plenaria")).args(["serve", "--help"]).output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let mut flags = words(&help, "--");
    flags.remove("--help");
    assert!(flags.len() > 30, "{help}");
    // Of the page only its tables: elsewhere other programs' flags may stand.
    let tables: String = page.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>().join("\n");
    assert_eq!(words(&tables, "--"), flags);
    let export = Command::new(env!("CARGO_BIN_EXE_plenaria")).args(["export", "--help"]).output().unwrap();
    let help = help + &String::from_utf8(export.stdout).unwrap();
    for variable in words(&page, "PLENARIA_") {
        assert!(help.contains(&format!("[env: {variable}")), "{variable} is a variable of no command");
    }

    let metrics = server::metrics::Metrics::default().text(0);
    let known: BTreeSet<String> = metrics
        .lines()
        .filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(words(&tables, "plenaria_"), known);
}

#[tokio::test]
async fn ht16_openapi_names_the_methods_of_every_route() {
    let server = Server::start(&[]);
    let (_, api) = server.call("GET", "/openapi.json", None, None).await;
    let paths = api["paths"].as_object().unwrap();
    // The page itself answers for every other address; it has no route of its own.
    for (path, methods) in paths.iter().filter(|(path, _)| *path != "/{page}") {
        let address: String = path
            .split('/')
            .skip(1)
            .map(|part| {
                if part.starts_with('{') { "/x" } else { "/" }.to_owned() + part.trim_matches(['{', '}'])
            })
            .collect();
        for method in ["GET", "POST", "PUT", "PATCH", "DELETE"] {
            let (status, _, _) = server.raw(&format!("{method} {address} HTTP/1.1\r\n"), b"").await;
            let is_named = methods.get(method.to_lowercase()).is_some();
            assert_eq!(status != 405, is_named, "{method} {path} answers {status}");
        }
        let placeholders = path.matches('{').count();
        let described = methods["parameters"].as_array().map_or(0, Vec::len);
        assert_eq!(placeholders, described, "the parameters of {path}");
    }
}
