//! HTML: one file that needs nothing beside it, large on every screen, and on paper the same one page.

use super::gather::{Manifesto, Sentence};
use super::sheet::Sheet;
use super::words;
use crate::direction::is_rtl;
use crate::palette;
use crate::poster::Theme;
use crate::xml::Xml;

const STYLE: &str = include_str!("html.css");
/// Not even with a fault of ours is anything run or fetched.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
/// Letters of the reader's own fonts may be wider than ours: on paper they are a little smaller than on the sheet.
const WIDER: f32 = 0.86;

/// Writes the manifesto: no script, no address that is fetched. `sheet` is the page it is printed on. The same manifesto
/// gives the same bytes.
pub fn html(manifesto: &Manifesto, sheet: &Sheet) -> String {
    let mut xml = Xml::default();
    xml.raw("<!doctype html>\n");
    let class = manifesto.theme.to_string();
    xml.open("html", &[("lang", manifesto.language.code()), ("class", &class)]);
    xml.raw("\n<head>\n<meta charset=\"utf-8\">\n");
    xml.open("meta", &[("http-equiv", "Content-Security-Policy"), ("content", POLICY)]);
    xml.raw("\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"generator\" content=\"Plenaria\">\n");
    xml.leaf("title", &[], &manifesto.title);
    xml.raw("\n<style>");
    xml.raw(STYLE);
    xml.say(&print(sheet));
    xml.raw("</style>\n</head>\n");
    xml.raw("<body>\n<main>\n<header>\n");
    leaf(&mut xml, "h1", &[], &manifesto.title);
    if !manifesto.intro.is_empty() {
        leaf(&mut xml, "p", &[("class", "intro")], &manifesto.intro);
    }
    xml.raw("</header>\n");
    if manifesto.sentences.is_empty() {
        leaf(&mut xml, "p", &[], words::NOTHING.says(manifesto.language));
    } else {
        let name = if manifesto.numbered { "ol" } else { "ul" };
        // Without its own bullets a list is none to some readers unless it says so.
        xml.open(name, &[("role", "list")]);
        xml.raw("\n");
        manifesto.sentences.iter().for_each(|one| sentence(&mut xml, manifesto, one));
        xml.close(name);
        xml.raw("\n");
    }
    if !manifesto.signature.is_empty() {
        xml.raw("<footer>\n");
        leaf(&mut xml, "p", &[], &manifesto.signature);
        xml.raw("</footer>\n");
    }
    xml.raw("</main>\n</body>\n</html>\n");
    xml.finish()
}

/// Paper, type and columns. Nothing that was typed.
fn print(sheet: &Sheet) -> String {
    let [w, h] = sheet.scene.size;
    let margin = w.min(h) * 0.09;
    let (points, columns) = (sheet.points * WIDER, sheet.columns);
    format!(
        "@page {{ size: {w}mm {h}mm; margin: {margin:.1}mm; }}\n@media print {{ main {{ font-size: {points:.2}pt; }} ol, ul {{ columns: {columns}; }} }}\n"
    )
}

fn sentence(xml: &mut Xml, manifesto: &Manifesto, sentence: &Sentence) {
    let paper = palette::paper(&sentence.color);
    let [bar, number, night] = [paper.deep, palette::pen(&sentence.color), paper.dark].map(hex);
    let colours = format!("--bar:{bar};--number:{number};--night:{night}");
    // What hangs before a sentence is on the side on which it begins.
    let all = [("dir", if is_rtl(&sentence.text) { "rtl" } else { "" }), ("style", colours.as_str())];
    let is_said = |(name, value): &(&str, &str)| match *name {
        "style" => manifesto.theme != Theme::HighContrast,
        _ => !value.is_empty(),
    };
    let said: Vec<(&str, &str)> = all.into_iter().filter(is_said).collect();
    xml.open("li", &said);
    xml.raw("\n");
    leaf(xml, "p", &[("class", "sentence")], &sentence.text);
    if manifesto.sources && !sentence.source.is_empty() {
        leaf(xml, "p", &[("class", "source")], &sentence.source);
    }
    xml.raw("</li>\n");
}

fn hex([r, g, b]: palette::Rgb) -> String {
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// What people wrote runs its own way.
fn leaf(xml: &mut Xml, name: &str, attributes: &[(&str, &str)], text: &str) {
    let all: Vec<(&str, &str)> = attributes.iter().copied().chain([("dir", "auto")]).collect();
    xml.leaf(name, &all, text);
    xml.raw("\n");
}
