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
    /// How many dots a note got in a vote.
    VOTES {
        en: "{n} {n:vote|votes}",
        it: "{n} {n:voto|voti}",
        fr: "{n} {n:vote|votes}",
        de: "{n} {n:Stimme|Stimmen}",
        es: "{n} {n:voto|votos}",
    }
    /// How many people agree.
    PLUS {
        en: "{n} {n:agrees|agree}",
        it: "{n} d’accordo",
        fr: "{n} d’accord",
        de: "{n} dafür",
        es: "{n} de acuerdo",
    }
    /// How many people ask.
    QUESTION {
        en: "{n} {n:question|questions}",
        it: "{n} {n:domanda|domande}",
        fr: "{n} {n:question|questions}",
        de: "{n} {n:Frage|Fragen}",
        es: "{n} {n:pregunta|preguntas}",
    }
    /// How many people warn.
    CAUTION {
        en: "{n} {n:caution|cautions}",
        it: "{n} {n:attenzione|attenzioni}",
        fr: "{n} {n:mise en garde|mises en garde}",
        de: "{n} {n:Bedenken|Bedenken}",
        es: "{n} {n:advertencia|advertencias}",
    }
    /// How many hearts.
    HEART {
        en: "{n} {n:heart|hearts}",
        it: "{n} {n:cuore|cuori}",
        fr: "{n} {n:cœur|cœurs}",
        de: "{n} {n:Herz|Herzen}",
        es: "{n} {n:corazón|corazones}",
    }
    /// How many stars.
    STAR {
        en: "{n} {n:star|stars}",
        it: "{n} {n:stella|stelle}",
        fr: "{n} {n:étoile|étoiles}",
        de: "{n} {n:Stern|Sterne}",
        es: "{n} {n:estrella|estrellas}",
    }
    /// A picture of which nobody said what it shows.
    PICTURE {
        en: "Picture without a description",
        it: "Immagine senza descrizione",
        fr: "Image sans description",
        de: "Bild ohne Beschreibung",
        es: "Imagen sin descripción",
    }
    /// The picture on a note.
    PICTURE_OF {
        en: "Picture with the note “{text}”",
        it: "Immagine della nota «{text}»",
        fr: "Image de la note «\u{a0}{text}\u{a0}»",
        de: "Bild zur Notiz „{text}“",
        es: "Imagen de la nota «{text}»",
    }
    /// What was drawn by hand.
    DRAWING {
        en: "Drawn by hand: {n} {n:line or shape|lines and shapes}",
        it: "Disegno a mano: {n} {n:tratto o forma|tratti e forme}",
        fr: "Dessin à main levée\u{a0}: {n} {n:trait ou forme|traits et formes}",
        de: "Zeichnung von Hand: {n} {n:Strich oder Form|Striche und Formen}",
        es: "Dibujo a mano: {n} {n:trazo o forma|trazos y formas}",
    }
    /// A link that says how.
    LINK {
        en: "“{from}” – {label} → “{to}”",
        it: "«{from}» – {label} → «{to}»",
        fr: "«\u{a0}{from}\u{a0}» – {label} → «\u{a0}{to}\u{a0}»",
        de: "„{from}“ – {label} → „{to}“",
        es: "«{from}» – {label} → «{to}»",
    }
    /// A link that says nothing.
    BARE_LINK {
        en: "“{from}” → “{to}”",
        it: "«{from}» → «{to}»",
        fr: "«\u{a0}{from}\u{a0}» → «\u{a0}{to}\u{a0}»",
        de: "„{from}“ → „{to}“",
        es: "«{from}» → «{to}»",
    }
    /// A cluster without a title.
    UNTITLED {
        en: "Cluster without a title",
        it: "Tema senza titolo",
        fr: "Thème sans titre",
        de: "Thema ohne Titel",
        es: "Tema sin título",
    }
    /// A note on which nothing is written.
    BLANK {
        en: "Empty note",
        it: "Nota vuota",
        fr: "Note vide",
        de: "Leere Notiz",
        es: "Nota vacía",
    }
    /// A sheet without a title.
    POSTER {
        en: "Poster",
        it: "Poster",
        fr: "Affiche",
        de: "Poster",
        es: "Póster",
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

/// What a reaction says, by its name in the document.
pub(super) fn reaction(kind: &str) -> &'static board::words::Words {
    match kind {
        "question" => &QUESTION,
        "caution" => &CAUTION,
        "heart" => &HEART,
        "star" => &STAR,
        _ => &PLUS,
    }
}

#[cfg(test)]
#[test]
fn po18_what_a_poster_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
