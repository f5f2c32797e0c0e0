//! What a poster is wished to be, as it is asked for in an address.

use std::collections::BTreeMap;
use std::str::FromStr;

use board::id::ImageId;
use board::view::BoardView;
use publish::poster::{
    self, Credits, Extent, Options, Orientation, Paper, Print, SvgText, Theme, UnknownOption,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::http::boards::Opened;
use crate::http::error::ApiError;
use crate::http::language::day;
use crate::http::words;

/// Most signs of institutions on a sheet, and most characters of a text in a choice.
const LOGOS_MAX: usize = 6;
const TEXT_MAX: usize = 300;

/// Choices, all optional.
#[derive(Clone, Default, Deserialize)]
pub struct Wish {
    paper: Option<String>,
    orientation: Option<String>,
    dpi: Option<u32>,
    title: Option<String>,
    /// Instead of session, group and date; empty for none.
    subtitle: Option<String>,
    /// One cluster of the board, by its id.
    cluster: Option<String>,
    /// Left, top, width and height in board units.
    area: Option<String>,
    theme: Option<String>,
    /// `none`, `groups` or `people`.
    credits: Option<String>,
    /// JSON: what colours mean, by their names.
    legend: Option<String>,
    /// JSON: `[{"image", "says"}]`, of pictures that were added to the workshop.
    logos: Option<String>,
    /// The way to the public page, as QR code.
    qr: Option<bool>,
    /// Of a PDF.
    crop_marks: Option<bool>,
    /// Of a PDF.
    emoji: Option<String>,
    /// Of an SVG.
    text: Option<String>,
}

/// A sign of an institution.
#[derive(Clone, Debug, Deserialize)]
pub struct Sign {
    /// The picture.
    pub image: ImageId,
    /// What it says.
    #[serde(default)]
    pub says: String,
}

fn chosen<T>(text: Option<&str>, default: T) -> Result<T, ApiError>
where
    T: FromStr<Err = UnknownOption>,
{
    match text {
        None | Some("") => Ok(default),
        Some(text) => text.parse().map_err(|unknown: UnknownOption| ApiError::bad(unknown.0.sentence())),
    }
}

fn json<T: DeserializeOwned>(text: Option<&str>) -> Result<Option<T>, ApiError> {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
    serde_json::from_str(text)
        .map(Some)
        .map_err(|error| ApiError::bad(words::JSON.with("error", error.to_string())))
}

fn area(text: &str) -> Option<[f64; 4]> {
    let mut numbers = text.split(',').map(|number| number.trim().parse::<f64>().ok());
    let area = [numbers.next()??, numbers.next()??, numbers.next()??, numbers.next()??];
    let is_one = area.iter().all(|v| v.is_finite()) && area[2] >= 0.0 && area[3] >= 0.0;
    (is_one && numbers.next().is_none()).then_some(area)
}

impl Wish {
    /// What comes by itself, with names on the notes or without.
    pub fn usual(names: bool) -> Self {
        Self { credits: names.then(|| "people".to_owned()), ..Self::default() }
    }

    /// Signs of institutions, to be found and read.
    pub fn signs(&self) -> Result<Vec<Sign>, ApiError> {
        let signs: Vec<Sign> = json(self.logos.as_deref())?.unwrap_or_default();
        if signs.len() > LOGOS_MAX {
            return Err(ApiError::bad(words::LOGOS.with("most", LOGOS_MAX)));
        }
        Ok(signs)
    }

    /// Is the way to the public page on it?
    pub fn has_code(&self) -> bool {
        self.qr.unwrap_or(false)
    }

    /// How it is printed.
    pub fn print(&self) -> Result<Print, ApiError> {
        Ok(Print {
            crop_marks: self.crop_marks.unwrap_or(false),
            emoji: chosen(self.emoji.as_deref(), poster::Emoji::default())?,
        })
    }

    /// How letters of an SVG are written.
    pub fn svg_text(&self) -> Result<SvgText, ApiError> {
        chosen(self.text.as_deref(), SvgText::default())
    }

    /// The line under the heading unless another one is wished: session, group, date.
    pub fn usual_subtitle(opened: &Opened) -> String {
        let session = session(opened);
        let date = session.and_then(|session| session.date.as_deref());
        let parts = [
            session.map(|session| session.title.clone()),
            opened.board.group.clone(),
            date.map(|date| day(opened.workshop.language(), date)),
        ];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
    }

    /// Everything but pictures, logos and fonts.
    pub fn options(&self, opened: &Opened, view: &BoardView) -> Result<Options, ApiError> {
        let dpi = self.dpi.unwrap_or(150);
        if !poster::DPI.contains(&dpi) {
            let (low, high) = (poster::DPI.start(), poster::DPI.end());
            return Err(ApiError::bad(words::DPI.with("low", *low).with("high", *high)));
        }
        let subtitle = self.subtitle.clone().unwrap_or_else(|| Self::usual_subtitle(opened));
        Ok(Options {
            paper: chosen(self.paper.as_deref(), Paper::A1)?,
            orientation: chosen(self.orientation.as_deref(), Orientation::Auto)?,
            dpi,
            extent: self.extent(view)?,
            theme: chosen(self.theme.as_deref(), Theme::Colour)?,
            title: Some(self.title.clone().unwrap_or_else(|| opened.workshop.title.clone())),
            subtitle: (!subtitle.is_empty()).then_some(subtitle),
            language: opened.workshop.language(),
            date: session(opened).and_then(|session| session.date.as_deref()?.parse().ok()),
            credits: self.credits(opened)?,
            legend: self.legend()?,
            ..Options::default()
        })
    }

    fn extent(&self, view: &BoardView) -> Result<Extent, ApiError> {
        if let Some(text) = self.area.as_deref().filter(|text| !text.is_empty()) {
            return area(text).map(Extent::Area).ok_or_else(|| ApiError::bad(&words::AREA));
        }
        match self.cluster.as_deref() {
            None | Some("") => Ok(Extent::Whole),
            Some(id) => match id.parse() {
                Ok(id) if view.clusters.contains_key(&id) => Ok(Extent::Cluster(id)),
                _ => Err(ApiError::bad(&words::NO_SUCH_CLUSTER)),
            },
        }
    }

    fn credits(&self, opened: &Opened) -> Result<Credits, ApiError> {
        match self.credits.as_deref() {
            None | Some("" | "none") => Ok(Credits::None),
            Some("groups") => Ok(Credits::Groups(opened.board.group.clone())),
            Some("people") => {
                let people = opened.workshop.participants.iter().filter(|person| !person.removed);
                Ok(Credits::People(people.map(|one| (one.id.to_string(), one.name.clone())).collect()))
            }
            Some(other) => Err(ApiError::bad(words::CREDITS.with("value", format!("{other:?}")))),
        }
    }

    fn legend(&self) -> Result<Option<BTreeMap<String, String>>, ApiError> {
        let legend: Option<BTreeMap<String, String>> = json(self.legend.as_deref())?;
        let cut = |text: String| text.chars().take(TEXT_MAX).collect();
        Ok(legend.map(|legend| legend.into_iter().map(|(color, means)| (color, cut(means))).collect()))
    }
}

fn session(opened: &Opened) -> Option<&workshop::Session> {
    opened.workshop.sessions.iter().find(|session| Some(session.number) == opened.board.session)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht97_an_area_is_four_numbers() {
        assert_eq!(area("-10, 5.5,200,0"), Some([-10.0, 5.5, 200.0, 0.0]));
        for odd in ["", "1,2,3", "1,2,3,4,5", "1,2,-3,4", "NaN,0,1,1", "inf,0,1,1", "a,b,c,d"] {
            assert_eq!(area(odd), None, "{odd}");
        }
    }
}
