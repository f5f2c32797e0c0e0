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
    /// The sign of an institution of which nobody said what it says.
    LOGO {
        en: "Logo without a description",
        it: "Logo senza descrizione",
        fr: "Logo sans description",
        de: "Logo ohne Beschreibung",
        es: "Logotipo sin descripción",
    }
    /// Before the address of the public page.
    READ_ON {
        en: "To read and explore:",
        it: "Da leggere ed esplorare:",
        fr: "À lire et à explorer\u{a0}:",
        de: "Zum Lesen und Erkunden:",
        es: "Para leer y explorar:",
    }
    /// A QR code, to who does not see it.
    CODE {
        en: "QR code of the address {url}",
        it: "Codice QR dell’indirizzo {url}",
        fr: "Code QR de l’adresse {url}",
        de: "QR-Code der Adresse {url}",
        es: "Código QR de la dirección {url}",
    }
    /// What the sign with a number of dots means.
    MEANS_VOTES {
        en: "Votes",
        it: "Voti",
        fr: "Votes",
        de: "Stimmen",
        es: "Votos",
    }
    /// What a reaction means.
    MEANS_PLUS {
        en: "Me too",
        it: "Anche per me",
        fr: "Moi aussi",
        de: "Ich auch",
        es: "Yo también",
    }
    /// What a reaction means.
    MEANS_QUESTION {
        en: "Question",
        it: "Domanda",
        fr: "Question",
        de: "Frage",
        es: "Pregunta",
    }
    /// What a reaction means.
    MEANS_CAUTION {
        en: "Caution",
        it: "Attenzione",
        fr: "Attention",
        de: "Achtung",
        es: "Atención",
    }
    /// What a reaction means.
    MEANS_HEART {
        en: "I like it",
        it: "Mi piace",
        fr: "J’aime",
        de: "Gefällt mir",
        es: "Me gusta",
    }
    /// What a reaction means.
    MEANS_STAR {
        en: "Important",
        it: "Importante",
        fr: "Important",
        de: "Wichtig",
        es: "Importante",
    }
    /// A colour of paper.
    YELLOW {
        en: "Yellow",
        it: "Giallo",
        fr: "Jaune",
        de: "Gelb",
        es: "Amarillo",
    }
    /// A colour of paper.
    ORANGE {
        en: "Orange",
        it: "Arancione",
        fr: "Orange",
        de: "Orange",
        es: "Naranja",
    }
    /// A colour of paper.
    PINK {
        en: "Pink",
        it: "Rosa",
        fr: "Rose",
        de: "Rosa",
        es: "Rosa",
    }
    /// A colour of paper.
    GREEN {
        en: "Green",
        it: "Verde",
        fr: "Vert",
        de: "Grün",
        es: "Verde",
    }
    /// A colour of paper.
    BLUE {
        en: "Blue",
        it: "Azzurro",
        fr: "Bleu",
        de: "Blau",
        es: "Azul",
    }
    /// A colour of paper.
    VIOLET {
        en: "Violet",
        it: "Viola",
        fr: "Violet",
        de: "Violett",
        es: "Violeta",
    }
    /// A colour of paper.
    WHITE {
        en: "White",
        it: "Bianco",
        fr: "Blanc",
        de: "Weiß",
        es: "Blanco",
    }
    /// A theme that is none.
    NO_THEME {
        en: "{value} is not a theme; choose one of {choices}",
        it: "{value} non è un tema di stampa; scegli fra {choices}",
        fr: "{value} n’est pas un thème\u{a0}; choisissez parmi {choices}",
        de: "{value} ist kein Farbschema; wählen Sie eines von {choices}",
        es: "{value} no es un tema de impresión; elige entre {choices}",
    }
    /// A way to write letters of an SVG that is none.
    NO_SVG_TEXT {
        en: "{value} is no way to write letters; choose one of {choices}",
        it: "{value} non è un modo di scrivere le lettere; scegli fra {choices}",
        fr: "{value} n’est pas une façon d’écrire les lettres\u{a0}; choisissez parmi {choices}",
        de: "{value} ist keine Art, Buchstaben zu schreiben; wählen Sie eine von {choices}",
        es: "{value} no es una forma de escribir las letras; elige entre {choices}",
    }
    /// A way to draw emoji that is none.
    NO_EMOJI {
        en: "{value} is no way to draw emoji; choose one of {choices}",
        it: "{value} non è un modo di disegnare le emoji; scegli fra {choices}",
        fr: "{value} n’est pas une façon de dessiner les émojis\u{a0}; choisissez parmi {choices}",
        de: "{value} ist keine Art, Emojis zu zeichnen; wählen Sie eine von {choices}",
        es: "{value} no es una forma de dibujar los emojis; elige entre {choices}",
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

/// What a reaction means, by its name in the document.
pub(super) fn meaning(kind: &str) -> &'static board::words::Words {
    match kind {
        "question" => &MEANS_QUESTION,
        "caution" => &MEANS_CAUTION,
        "heart" => &MEANS_HEART,
        "star" => &MEANS_STAR,
        _ => &MEANS_PLUS,
    }
}

/// The name of a colour of the palette.
pub(super) fn colour(name: &str) -> Option<&'static board::words::Words> {
    Some(match name {
        "yellow" => &YELLOW,
        "orange" => &ORANGE,
        "pink" => &PINK,
        "green" => &GREEN,
        "blue" => &BLUE,
        "violet" => &VIOLET,
        "white" => &WHITE,
        _ => return None,
    })
}

#[cfg(test)]
#[test]
fn po18_what_a_poster_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
