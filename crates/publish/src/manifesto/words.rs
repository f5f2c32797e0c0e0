//! The words of a manifesto that are nobody's note, and what is said when there is too much of something.

board::words! {
    /// Where neither it nor the workshop has a title.
    MANIFESTO { en: "Manifesto", it: "Manifesto", fr: "Manifeste", de: "Manifest", es: "Manifiesto" }
    /// Where no sentence is.
    NOTHING {
        en: "No sentence has been chosen yet.",
        it: "Non è ancora stata scelta nessuna frase.",
        fr: "Aucune phrase n’a encore été choisie.",
        de: "Es ist noch kein Satz ausgewählt.",
        es: "Todavía no se ha elegido ninguna frase.",
    }
    /// More sentences than a page holds, and a larger paper would.
    OVERFULL_LARGER {
        en: "{n} {n:sentence is|sentences are} too much for {paper}, where {fit} {fit:fits|fit} in type one can read; choose fewer, shorten them, or take {larger}",
        it: "{n} {n:frase è troppa|frasi sono troppe} per {paper}: in caratteri leggibili ce ne {fit:sta|stanno} {fit}; scegline meno, accorciale, oppure passa a {larger}",
        fr: "{n} {n:phrase|phrases}, c’est trop pour {paper}, où il en tient {fit} en caractères lisibles\u{a0}; choisissez-en moins, raccourcissez-les, ou prenez {larger}",
        de: "{n} {n:Satz ist|Sätze sind} zu viel für {paper}; in lesbarer Schrift {fit:passt|passen} {fit} darauf. Wählen Sie weniger, kürzen Sie sie, oder nehmen Sie {larger}",
        es: "{n} {n:frase es|frases son} demasiado para {paper}, donde {fit:cabe|caben} {fit} en letra legible; elige menos, acórtalas o usa {larger}",
    }
    /// More sentences than any page holds.
    OVERFULL {
        en: "{n} {n:sentence is|sentences are} too much for {paper}, where {fit} {fit:fits|fit} in type one can read; choose fewer or shorten them",
        it: "{n} {n:frase è troppa|frasi sono troppe} per {paper}: in caratteri leggibili ce ne {fit:sta|stanno} {fit}; scegline meno o accorciale",
        fr: "{n} {n:phrase|phrases}, c’est trop pour {paper}, où il en tient {fit} en caractères lisibles\u{a0}; choisissez-en moins ou raccourcissez-les",
        de: "{n} {n:Satz ist|Sätze sind} zu viel für {paper}; in lesbarer Schrift {fit:passt|passen} {fit} darauf. Wählen Sie weniger oder kürzen Sie sie",
        es: "{n} {n:frase es|frases son} demasiado para {paper}, donde {fit:cabe|caben} {fit} en letra legible; elige menos o acórtalas",
    }
    /// Not even what stands around the sentences has room.
    HEADING_FULL {
        en: "title, line below it and signature do not fit on {paper} in type one can read; shorten them or take larger paper",
        it: "titolo, riga sotto il titolo e firma non stanno su {paper} in caratteri leggibili; accorciali o usa un foglio più grande",
        fr: "titre, ligne en dessous et signature ne tiennent pas sur {paper} en caractères lisibles\u{a0}; raccourcissez-les ou prenez un papier plus grand",
        de: "Titel, Zeile darunter und Unterschrift passen in lesbarer Schrift nicht auf {paper}; kürzen Sie sie, oder nehmen Sie größeres Papier",
        es: "el título, la línea de debajo y la firma no caben en {paper} en letra legible; acórtalos o usa un papel más grande",
    }
    /// Too long a title.
    TITLE_LONG {
        en: "the title of the manifesto can have {most} characters at most; make it shorter",
        it: "il titolo del manifesto può avere al massimo {most} caratteri; accorcialo",
        fr: "le titre du manifeste peut avoir {most} caractères au plus\u{a0}; raccourcissez-le",
        de: "der Titel des Manifests kann höchstens {most} Zeichen haben; kürzen Sie ihn",
        es: "el título del manifiesto puede tener {most} caracteres como máximo; acórtalo",
    }
    /// Too long a line below the title.
    INTRO_LONG {
        en: "the line below the title can have {most} characters at most; make it shorter",
        it: "la riga sotto il titolo può avere al massimo {most} caratteri; accorciala",
        fr: "la ligne sous le titre peut avoir {most} caractères au plus\u{a0}; raccourcissez-la",
        de: "die Zeile unter dem Titel kann höchstens {most} Zeichen haben; kürzen Sie sie",
        es: "la línea debajo del título puede tener {most} caracteres como máximo; acórtala",
    }
    /// Too long a signature.
    SIGNATURE_LONG {
        en: "the signature can have {most} characters at most; make it shorter",
        it: "la firma può avere al massimo {most} caratteri; accorciala",
        fr: "la signature peut avoir {most} caractères au plus\u{a0}; raccourcissez-la",
        de: "die Unterschrift kann höchstens {most} Zeichen haben; kürzen Sie sie",
        es: "la firma puede tener {most} caracteres como máximo; acórtala",
    }
    /// More sentences than may be chosen.
    SENTENCES_MANY {
        en: "{most} sentences can be chosen at most; choose fewer",
        it: "si possono scegliere al massimo {most} frasi; scegline meno",
        fr: "on peut choisir {most} phrases au plus\u{a0}; choisissez-en moins",
        de: "es lassen sich höchstens {most} Sätze auswählen; wählen Sie weniger",
        es: "se pueden elegir {most} frases como máximo; elige menos",
    }
    /// Too long a wording of one's own.
    WORDING_LONG {
        en: "a sentence can have {most} characters at most; make it shorter",
        it: "una frase può avere al massimo {most} caratteri; accorciala",
        fr: "une phrase peut avoir {most} caractères au plus\u{a0}; raccourcissez-la",
        de: "ein Satz kann höchstens {most} Zeichen haben; kürzen Sie ihn",
        es: "una frase puede tener {most} caracteres como máximo; acórtala",
    }
}

#[cfg(test)]
#[test]
fn mf1_what_a_manifesto_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
