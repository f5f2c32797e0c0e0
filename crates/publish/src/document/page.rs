//! The public page: boards as pictures and as text, for everybody who has its link. Whole without a script; one script
//! makes the pictures movable.

mod words;

use board::mark::{Figure, Mark};
use board::view::BoardView;
use board::words::{Language, Words};

use super::block::{Block, Entry, chapters, session};
use super::gather::{handbook, isolated, tidied};
use super::handbook::Handbook;
use super::html::{self, Page as Body};
use super::material::{Basis, Material, Sheet};
use super::outline::{Outline, Shows};
use super::picture::Pictures;
use super::words as handbook_words;
use crate::poster::picture_size;

const STYLE: &str = include_str!("page.css");
/// The hash of the page's style sheets, as a content security policy names them.
pub const PAGE_STYLE_HASH: &str = "sha256-LwbbpFIuYA8jb9WKS1ffryWBoih27zAYEGlD6M5OT/U=";
/// CSS pixels of a millimetre.
const PIXELS: f32 = 96.0 / 25.4;

/// What a page shows of the boards it is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Where its files are, as seen from its own address: the last part of that.
    pub folder: String,
    /// The names of who wrote what.
    pub names: bool,
    /// Are there posters of the boards?
    pub poster: bool,
    /// Is there a handbook?
    pub handbook: bool,
}

/// Which board of several: a group's, everybody's, the canvas.
#[derive(Clone, Copy, Debug)]
pub struct Board<'a>(pub &'a Sheet);

impl Board<'_> {
    /// How it is called, with its session.
    pub fn name(&self, language: Language) -> String {
        let Self(sheet) = self;
        match sheet.basis {
            Basis::Canvas => handbook_words::CANVAS.says(language).to_owned(),
            Basis::Plenary => words::PLENARY.with("n", sheet.session).say(language),
            Basis::Groups => {
                let group = isolated(&super::gather::line(&sheet.group));
                handbook_words::FROM_GROUP.with("group", group).with("n", sheet.session).say(language)
            }
        }
    }
}

/// Writes the page of all boards of `material`. Pictures are asked for by `board-1.svg` and so on, posters by
/// `poster-1.pdf`, `.png` and `.svg`, the handbook by `vademecum.pdf` and the like, all in the page's folder; nothing else is,
/// and no other host. The same boards give the same bytes.
pub fn page(material: &Material, page: &Page) -> String {
    let language = material.language;
    let pictures = Pictures::new();
    let mut body = Body::new(&pictures, 3);
    let whole = told(material, &[], Shows { sessions: true, ..shows(page, false) });
    head(&mut body, language, &whole.title, true);
    body.xml.raw("<header>\n");
    body.leaf("h1", &[], &whole.title);
    if !whole.days.is_empty() {
        body.leaf("p", &[("class", "lead")], &whole.days.join(" – "));
    }
    body.leaf("p", &[("class", "lead")], words::ABOUT.says(language));
    body.xml.raw("</header>\n");
    contents(&mut body, material, page, !whole.meetings.is_empty());
    body.xml.raw("<main>\n");
    for (nth, sheet) in material.sheets.iter().enumerate() {
        board(&mut body, material, page, sheet, nth + 1);
    }
    if !whole.meetings.is_empty() {
        section(&mut body, "sessions", handbook_words::SESSIONS.says(language));
        // A session is a heading of the second level.
        body.top = 2;
        whole.meetings.iter().flat_map(|one| session(one, language)).for_each(|block| body.block(&block));
        body.xml.raw("</section>\n");
    }
    if page.handbook {
        section(&mut body, "handbook", handbook_words::HANDBOOK.says(language));
        body.leaf("p", &[], words::TAKE.says(language));
        let files =
            [("PDF", "pdf"), ("Word", "docx"), ("LibreOffice", "odt"), ("HTML", "html"), ("Markdown", "md")];
        links(&mut body, page, files.map(|(name, ending)| (name, format!("vademecum.{ending}"))));
        body.xml.raw("</section>\n");
    }
    body.xml.raw("</main>\n</body>\n</html>\n");
    body.xml.finish()
}

/// A page that says why there is none: it was taken back, or it never was.
pub fn gone(language: Language, was: bool) -> String {
    let (title, text): (&Words, &Words) =
        if was { (&words::GONE, &words::GONE_WHY) } else { (&words::NOWHERE, &words::NOWHERE_WHY) };
    let pictures = Pictures::new();
    let mut body = Body::new(&pictures, 2);
    head(&mut body, language, title.says(language), false);
    body.xml.raw("<main>\n");
    body.leaf("h1", &[], title.says(language));
    body.leaf("p", &[], text.says(language));
    body.xml.raw("</main>\n</body>\n</html>\n");
    body.xml.finish()
}

fn head(body: &mut Body<'_>, language: Language, title: &str, has_script: bool) {
    let xml = &mut body.xml;
    xml.raw("<!doctype html>\n");
    xml.open("html", &[("lang", language.code())]);
    xml.raw("\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<meta name=\"generator\" content=\"Plenaria\">\n");
    xml.leaf("title", &[], title);
    xml.raw("\n<link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\">\n<style>");
    xml.raw(html::STYLE);
    xml.raw(STYLE);
    xml.raw("</style>\n");
    if has_script {
        xml.raw("<script src=\"/public.js\" defer></script>\n");
    }
    xml.raw("</head>\n<body>\n");
}

fn contents(body: &mut Body<'_>, material: &Material, page: &Page, has_sessions: bool) {
    let language = material.language;
    let boards = material.sheets.iter().enumerate();
    let mut all: Vec<(String, String)> =
        boards.map(|(nth, sheet)| (format!("#board-{}", nth + 1), Board(sheet).name(language))).collect();
    if has_sessions {
        all.push(("#sessions".to_owned(), handbook_words::SESSIONS.says(language).to_owned()));
    }
    if page.handbook {
        all.push(("#handbook".to_owned(), handbook_words::HANDBOOK.says(language).to_owned()));
    }
    body.xml.open("nav", &[("aria-labelledby", "contents")]);
    body.leaf("h2", &[("id", "contents")], handbook_words::CONTENTS.says(language));
    body.xml.raw("<ul>\n");
    for (href, name) in all {
        body.xml.raw("<li>");
        body.leaf("a", &[("href", &href)], &name);
        body.xml.raw("</li>\n");
    }
    body.xml.raw("</ul>\n</nav>\n");
}

fn section(body: &mut Body<'_>, id: &str, title: &str) {
    body.xml.open("section", &[("aria-labelledby", id)]);
    body.leaf("h2", &[("id", id)], title);
}

fn board(body: &mut Body<'_>, material: &Material, page: &Page, sheet: &Sheet, nth: usize) {
    let language = material.language;
    let name = Board(sheet).name(language);
    section(body, &format!("board-{nth}"), &name);
    canvas(body, page, sheet, language, &name, nth);
    if page.poster {
        body.leaf("p", &[("class", "label"), ("id", &format!("poster-{nth}"))], words::POSTER.says(language));
        let files = [("PDF", "pdf"), ("PNG", "png"), ("SVG", "svg")];
        links(body, page, files.map(|(name, ending)| (name, format!("poster-{nth}.{ending}"))));
    }
    let told = told(material, std::slice::from_ref(sheet), shows(page, sheet.basis != Basis::Groups));
    chapters(&told).iter().for_each(|block| body.block(block));
    let beside = beside(&sheet.view);
    if !beside.is_empty() {
        body.block(&Block::Label(words::BESIDE.says(language).to_owned()));
        let entry = |text| Entry { text, ..Entry::default() };
        body.block(&Block::List(beside.into_iter().map(entry).collect()));
    }
    body.xml.raw("</section>\n");
}

// The buttons are for the script, which also shows them: without it they would do nothing.
fn canvas(body: &mut Body<'_>, page: &Page, sheet: &Sheet, language: Language, name: &str, nth: usize) {
    body.xml.raw("<div class=\"canvas\">\n");
    let hint = format!("hint-{nth}");
    body.xml.open("div", &[("class", "tools"), ("hidden", "hidden")]);
    body.xml.raw("\n");
    let buttons: [(&str, &str, &Words); 4] = [
        ("in", "+", &words::CLOSER),
        ("out", "−", &words::FARTHER),
        ("whole", "", &words::WHOLE),
        ("full", "", &words::FULL),
    ];
    for (what, sign, says) in buttons {
        let says = says.says(language);
        let label = if sign.is_empty() { "" } else { says };
        let attributes = [("type", "button"), ("data-do", what), ("aria-label", label), ("title", label)];
        body.leaf("button", &attributes, if sign.is_empty() { says } else { sign });
    }
    body.leaf("p", &[("class", "detail"), ("id", &hint)], words::MOVE.says(language));
    body.xml.raw("</div>\n");
    let label = words::BOARD.with("board", name).say(language);
    body.xml.open("div", &[("class", "frame"), ("data-label", &label), ("data-hint", &hint)]);
    let source = format!("{}/board-{nth}.svg", page.folder);
    body.xml.open("a", &[("href", &source)]);
    let [w, h] = picture_size(&sheet.view).map(|mm| (mm * PIXELS).round().max(1.0).to_string());
    let alt = words::PICTURE.with("board", name).say(language);
    // Each is drawn when it is first asked for: what nobody scrolls to is left to others.
    let size = [("width", w.as_str()), ("height", h.as_str())];
    body.xml.open("img", &[("src", &source), ("alt", &alt), size[0], size[1], ("loading", "lazy")]);
    body.xml.raw("</a>\n</div>\n</div>\n");
}

fn links<const N: usize>(body: &mut Body<'_>, page: &Page, files: [(&str, String); N]) {
    body.xml.raw("<ul class=\"files\">\n");
    for (name, file) in files {
        body.xml.raw("<li>");
        body.leaf("a", &[("href", &format!("{}/{file}", page.folder)), ("download", &file)], name);
        body.xml.raw("</li>\n");
    }
    body.xml.raw("</ul>\n");
}

fn shows(page: &Page, sources: bool) -> Shows {
    Shows {
        votes: true,
        sources,
        names: page.names,
        comments: false,
        sentences: true,
        sessions: false,
        left_out: false,
    }
}

fn told(material: &Material, sheets: &[Sheet], shows: Shows) -> Handbook {
    let part = Material { sheets: sheets.to_vec(), ..material.clone() };
    handbook(&part, &Outline { shows, ..Outline::default() })
}

/// What is written on a board and is no note, from above.
fn beside(view: &BoardView) -> Vec<String> {
    let says = |mark: &Mark| match &mark.figure {
        Figure::Text { text } | Figure::Shape { text, .. } | Figure::Image { text, .. } => tidied(text),
        Figure::Stroke { .. } => String::new(),
    };
    let mut all: Vec<(&Mark, String)> = view.marks.values().map(|mark| (mark, says(mark))).collect();
    all.retain(|(_, text)| !text.is_empty());
    all.sort_by(|(a, said), (b, other)| {
        a.pos[1].total_cmp(&b.pos[1]).then(a.pos[0].total_cmp(&b.pos[0])).then_with(|| said.cmp(other))
    });
    all.into_iter().map(|(_, text)| text).collect()
}

#[cfg(test)]
#[test]
fn pp5_the_policy_of_the_page_names_its_style_sheets() {
    use base64::{Engine as _, engine::general_purpose::STANDARD};
    use sha2::{Digest as _, Sha256};
    let style = [html::STYLE, STYLE].concat();
    assert_eq!(PAGE_STYLE_HASH, format!("sha256-{}", STANDARD.encode(Sha256::digest(style))));
}
