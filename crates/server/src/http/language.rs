//! In which language a person is answered, and how dates are said in it.

use axum::http::{HeaderMap, header};
use board::words::Language;

/// The best of our languages by `Accept-Language`, of equals the first; English when none is wanted.
pub fn wanted(headers: &HeaderMap) -> Language {
    let Some(wanted) = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()) else {
        return Language::English;
    };
    let mut best = (Language::English, 0.0);
    for part in wanted.split(',').take(20) {
        let (tag, weight) = part.split_once(";q=").unwrap_or((part, "1"));
        let weight: f32 = weight.trim().parse().unwrap_or(0.0);
        match Language::named(tag.trim()) {
            Some(language) if weight > best.1 => best = (language, weight),
            _ => {}
        }
    }
    best.0
}

/// An ISO date in words, `29 settembre 2021`; what is no date stays as it is.
pub fn day(language: Language, iso: &str) -> String {
    let Ok(date) = iso.parse::<jiff::civil::Date>() else { return iso.to_owned() };
    let months = match language {
        Language::English => ENGLISH,
        Language::Italian => ITALIAN,
        Language::French => FRENCH,
        Language::German => GERMAN,
        Language::Spanish => SPANISH,
    };
    let month = usize::try_from(date.month()).ok().and_then(|month| months.get(month.saturating_sub(1)));
    let Some(month) = month else { return iso.to_owned() };
    let (day, year) = (date.day(), date.year());
    match language {
        Language::German => format!("{day}. {month} {year}"),
        Language::Spanish => format!("{day} de {month} de {year}"),
        Language::French if day == 1 => format!("1er {month} {year}"),
        _ => format!("{day} {month} {year}"),
    }
}

// jiff knows no languages, and these need no library.
type Months = [&'static str; 12];
#[rustfmt::skip]
const ENGLISH: Months = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
#[rustfmt::skip]
const ITALIAN: Months = ["gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"];
#[rustfmt::skip]
const FRENCH: Months = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];
#[rustfmt::skip]
const GERMAN: Months = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"];
#[rustfmt::skip]
const SPANISH: Months = ["enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ht3_the_language_is_the_better_one_of_ours() {
        let of =
            |value: &str| wanted(&HeaderMap::from_iter([(header::ACCEPT_LANGUAGE, value.parse().unwrap())]));
        assert_eq!(of("it-IT,it;q=0.9,en;q=0.8"), Language::Italian);
        assert_eq!(of("pl, en;q=0.5, it;q=0.4"), Language::English);
        assert_eq!(of("pl, it;q=0.1"), Language::Italian);
        assert_eq!(of("de-CH, fr;q=0.9"), Language::German);
        assert_eq!(of("en;q=0.3, fr, es"), Language::French);
        assert_eq!(of("es-419"), Language::Spanish);
        assert_eq!(of("*"), Language::English);
        assert_eq!(of("è"), Language::English);
        assert_eq!(of("fr;q=0"), Language::English);
        assert_eq!(wanted(&HeaderMap::new()), Language::English);
    }

    #[test]
    fn ht50_a_date_is_said_in_words() {
        let said = |iso: &str| Language::ALL.map(|language| day(language, iso));
        assert_eq!(
            said("2021-12-01"),
            [
                "1 December 2021",
                "1 dicembre 2021",
                "1er décembre 2021",
                "1. Dezember 2021",
                "1 de diciembre de 2021"
            ]
        );
        assert_eq!(day(Language::Italian, "2021-09-29"), "29 settembre 2021");
        assert_eq!(day(Language::French, "2021-08-31"), "31 août 2021");
        assert_eq!(said("in spring"), ["in spring"; 5]);
    }
}
