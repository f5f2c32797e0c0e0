//! In which language a person is answered.

use axum::http::{HeaderMap, header};

/// The languages of the interface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Italian.
    Italian,
}

impl Language {
    /// The better of our languages by `Accept-Language`; English when neither is wanted.
    pub fn of(headers: &HeaderMap) -> Language {
        let Some(wanted) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else {
            return Language::English;
        };
        let (mut italian, mut english) = (0.0, 0.0);
        for part in wanted.split(',').take(20) {
            let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
            let weight: f32 = weight.trim().parse().unwrap_or(0.0);
            match tag.trim().get(..2).map(str::to_ascii_lowercase).as_deref() {
                Some("it") => italian = weight.max(italian),
                Some("en") => english = weight.max(english),
                _ => {}
            }
        }
        if italian > english { Language::Italian } else { Language::English }
    }

    /// A workshop's language.
    pub fn named(name: &str) -> Language {
        if name == "it" { Language::Italian } else { Language::English }
    }

    /// What people read instead of the name of whoever facilitates.
    pub fn staff(self) -> &'static str {
        match self {
            Language::English => "Facilitator",
            Language::Italian => "Chi facilita",
        }
    }

    /// An ISO date in words, `29 settembre 2021`; what is no date stays as it is.
    pub fn day(self, iso: &str) -> String {
        let Ok(date) = iso.parse::<jiff::civil::Date>() else { return iso.to_owned() };
        let months = match self {
            Language::English => ENGLISH_MONTHS,
            Language::Italian => ITALIAN_MONTHS,
        };
        let month = usize::try_from(date.month()).ok().and_then(|month| months.get(month.saturating_sub(1)));
        month.map_or_else(|| iso.to_owned(), |month| format!("{} {month} {}", date.day(), date.year()))
    }
}

// jiff knows no languages, and these two need no library.
const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const ITALIAN_MONTHS: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht3_the_language_is_the_better_one_of_ours() {
        let of = |value: &str| {
            let headers = HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value.parse().unwrap())]);
            Language::of(&headers)
        };
        assert_eq!(of("it-IT,it;q=0.9,en;q=0.8"), Language::Italian);
        assert_eq!(of("de, en;q=0.5, it;q=0.4"), Language::English);
        assert_eq!(of("de, it;q=0.1"), Language::Italian);
        assert_eq!(of("*"), Language::English);
        assert_eq!(of("è"), Language::English);
        assert_eq!(Language::of(&HeaderMap::new()), Language::English);
    }

    #[test]
    fn ht3_a_date_is_said_in_words() {
        assert_eq!(Language::Italian.day("2021-09-29"), "29 settembre 2021");
        assert_eq!(Language::English.day("2021-12-01"), "1 December 2021");
        assert_eq!(Language::English.day("in spring"), "in spring");
    }
}
