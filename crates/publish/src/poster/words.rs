//! The few words of a poster that are nobody's note.

board::words! {
    /// How many notes.
    NOTES {
        en: "{n} {n:note|notes}",
        it: "{n} {n:nota|note}",
        fr: "{n} {n:note|notes}",
        de: "{n} {n:Notiz|Notizen}",
        es: "{n} {n:nota|notas}",
    }
    /// How many clusters.
    CLUSTERS {
        en: "{n} {n:cluster|clusters}",
        it: "{n} {n:tema|temi}",
        fr: "{n} {n:thème|thèmes}",
        de: "{n} {n:Thema|Themen}",
        es: "{n} {n:tema|temas}",
    }
    /// How many links.
    LINKS {
        en: "{n} {n:link|links}",
        it: "{n} {n:legame|legami}",
        fr: "{n} {n:lien|liens}",
        de: "{n} {n:Verbindung|Verbindungen}",
        es: "{n} {n:vínculo|vínculos}",
    }
    /// On the sheet of a board on which nothing is.
    EMPTY {
        en: "This board is still empty",
        it: "Questa lavagna è ancora vuota",
        fr: "Ce tableau est encore vide",
        de: "Diese Pinnwand ist noch leer",
        es: "Este tablero está todavía vacío",
    }
    /// A size of paper that is none.
    NO_PAPER {
        en: "{value} is not a paper size; choose one of {choices}",
        it: "{value} non è un formato di carta; scegli fra {choices}",
        fr: "{value} n’est pas un format de papier\u{a0}; choisissez parmi {choices}",
        de: "{value} ist kein Papierformat; wählen Sie eines von {choices}",
        es: "{value} no es un tamaño de papel; elige entre {choices}",
    }
    /// An orientation that is none.
    NO_ORIENTATION {
        en: "{value} is not an orientation; choose one of {choices}",
        it: "{value} non è un orientamento; scegli fra {choices}",
        fr: "{value} n’est pas une orientation\u{a0}; choisissez parmi {choices}",
        de: "{value} ist keine Ausrichtung; wählen Sie eine von {choices}",
        es: "{value} no es una orientación; elige entre {choices}",
    }
}

#[cfg(test)]
#[test]
fn po18_what_a_poster_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
