//! The words of a handbook that are nobody's note.

use board::words::{Language, Words};

board::words! {
    /// What this is, under the title.
    HANDBOOK { en: "Handbook", it: "Vademecum", fr: "Vade-mecum", de: "Handbuch", es: "Vademécum" }
    /// Above the list of chapters.
    CONTENTS { en: "Contents", it: "Indice", fr: "Sommaire", de: "Inhalt", es: "Índice" }
    /// The chapter of notes that are in no cluster.
    LOOSE { en: "Without a cluster", it: "Altro", fr: "Autres notes", de: "Weiteres", es: "Otras notas" }
    /// Above the links of a chapter.
    CONNECTIONS {
        en: "How it hangs together",
        it: "Come si lega",
        fr: "Comment cela se tient",
        de: "Wie es zusammenhängt",
        es: "Cómo se relaciona",
    }
    /// The part that tells of each session.
    SESSIONS { en: "The sessions", it: "Gli incontri", fr: "Les séances", de: "Die Treffen", es: "Las sesiones" }
    /// One session.
    SESSION { en: "Session {n}", it: "Incontro {n}", fr: "Séance {n}", de: "Treffen {n}", es: "Sesión {n}" }
    /// One session with what it is about.
    SESSION_TITLED {
        en: "Session {n}: {title}",
        it: "Incontro {n}: {title}",
        fr: "Séance {n}\u{a0}: {title}",
        de: "Treffen {n}: {title}",
        es: "Sesión {n}: {title}",
    }
    /// Above the phases of a session.
    AGENDA { en: "Programme", it: "Programma", fr: "Programme", de: "Ablauf", es: "Programa" }
    /// How long a phase is.
    MINUTES { en: "{n} min", it: "{n} min", fr: "{n} min", de: "{n} Min.", es: "{n} min" }
    /// Of a phase that takes as long as it takes.
    OPEN_END { en: "open end", it: "senza limite", fr: "sans limite", de: "offenes Ende", es: "sin límite" }
    /// Where a phase is.
    ALL_TOGETHER { en: "all together", it: "tutti insieme", fr: "tous ensemble", de: "alle zusammen", es: "en común" }
    /// Where a phase is.
    IN_GROUPS { en: "in groups", it: "nei gruppi", fr: "en groupes", de: "in Gruppen", es: "en grupos" }
    /// The phase with which everybody begins.
    WELCOME { en: "Welcome", it: "Accoglienza", fr: "Accueil", de: "Ankommen", es: "Bienvenida" }
    /// The phase in which something is told to everybody.
    INPUT {
        en: "Opening in plenary",
        it: "Apertura in plenaria",
        fr: "Ouverture en plénière",
        de: "Auftakt im Plenum",
        es: "Apertura en plenaria",
    }
    /// The phase in which groups work.
    GROUP_WORK {
        en: "Group work",
        it: "Lavoro in gruppi",
        fr: "Travail en groupes",
        de: "Arbeit in Gruppen",
        es: "Trabajo en grupos",
    }
    /// The phase in which groups tell.
    RETURN {
        en: "Return to plenary",
        it: "Ritorno in plenaria",
        fr: "Retour en plénière",
        de: "Zurück im Plenum",
        es: "Vuelta a la plenaria",
    }
    /// The last phase.
    CLOSING { en: "Closing", it: "Chiusura", fr: "Clôture", de: "Abschluss", es: "Cierre" }
    /// A phase nobody named.
    UNTITLED_PHASE {
        en: "Phase without a title",
        it: "Fase senza titolo",
        fr: "Phase sans titre",
        de: "Phase ohne Titel",
        es: "Fase sin título",
    }
    /// Above the groups of a session.
    WHO_WROTE {
        en: "What the groups wrote",
        it: "Quanto hanno scritto i gruppi",
        fr: "Ce que les groupes ont écrit",
        de: "Was die Gruppen geschrieben haben",
        es: "Lo que escribieron los grupos",
    }
    /// A group and its notes.
    GROUP_NOTES {
        en: "{group}: {n} {n:note|notes}",
        it: "{group}: {n} {n:nota|note}",
        fr: "{group}\u{a0}: {n} {n:note|notes}",
        de: "{group}: {n} {n:Notiz|Notizen}",
        es: "{group}: {n} {n:nota|notas}",
    }
    /// Above the points of a session that got most votes.
    BROUGHT {
        en: "What got the most votes",
        it: "Che cosa ha avuto più voti",
        fr: "Ce qui a eu le plus de voix",
        de: "Was die meisten Stimmen bekam",
        es: "Lo que tuvo más votos",
    }
    /// The part with what is in no chapter.
    LEFT_OUT {
        en: "What was left out",
        it: "Che cosa è rimasto fuori",
        fr: "Ce qui est resté de côté",
        de: "Was nicht aufgenommen wurde",
        es: "Lo que quedó fuera",
    }
    /// What that part is.
    LEFT_OUT_LEAD {
        en: "Notes that are in no chapter: they stayed on the groups’ boards, or were left out of this text.",
        it: "Note che non sono in nessun capitolo: sono rimaste sulle lavagne dei gruppi, o non sono state riprese in questo testo.",
        fr: "Notes qui ne sont dans aucun chapitre\u{a0}: elles sont restées sur les tableaux des groupes, ou n’ont pas été reprises dans ce texte.",
        de: "Notizen, die in keinem Kapitel stehen: Sie blieben auf den Pinnwänden der Gruppen oder wurden in diesen Text nicht aufgenommen.",
        es: "Notas que no están en ningún capítulo: se quedaron en los tableros de los grupos o no se incluyeron en este texto.",
    }
    /// Where a note comes from.
    FROM_GROUP {
        en: "{group}, session {n}",
        it: "{group}, incontro {n}",
        fr: "{group}, séance {n}",
        de: "{group}, Treffen {n}",
        es: "{group}, sesión {n}",
    }
    /// Where a note comes from that was written together.
    FROM_PLENARY {
        en: "plenary, session {n}",
        it: "plenaria, incontro {n}",
        fr: "plénière, séance {n}",
        de: "Plenum, Treffen {n}",
        es: "plenaria, sesión {n}",
    }
    /// What was written on the one board over all sessions.
    CANVAS { en: "Canvas", it: "Canvas", fr: "Canevas", de: "Canvas", es: "Lienzo" }
    /// What was written where everybody was.
    PLENARY { en: "Plenary", it: "Plenaria", fr: "Plénière", de: "Plenum", es: "Plenaria" }
    /// On the cover: which groups there were.
    GROUPS {
        en: "Groups: {groups}",
        it: "Gruppi: {groups}",
        fr: "Groupes\u{a0}: {groups}",
        de: "Gruppen: {groups}",
        es: "Grupos: {groups}",
    }
    /// On the cover: which boards it is made of.
    OF_CANVAS {
        en: "Made from the canvas of the workshop.",
        it: "Tratto dal canvas del laboratorio.",
        fr: "Tiré du canevas de l’atelier.",
        de: "Aus dem Canvas des Workshops.",
        es: "Hecho a partir del lienzo del taller.",
    }
    /// On the cover: which boards it is made of.
    OF_PLENARY {
        en: "Made from what was collected in plenary.",
        it: "Tratto da ciò che è stato raccolto in plenaria.",
        fr: "Tiré de ce qui a été rassemblé en plénière.",
        de: "Aus dem, was im Plenum zusammengetragen wurde.",
        es: "Hecho a partir de lo recogido en plenaria.",
    }
    /// On the cover: which boards it is made of.
    OF_GROUPS {
        en: "Made from the groups’ boards.",
        it: "Tratto dalle lavagne dei gruppi.",
        fr: "Tiré des tableaux des groupes.",
        de: "Aus den Pinnwänden der Gruppen.",
        es: "Hecho a partir de los tableros de los grupos.",
    }
    /// On the cover: nothing else is there.
    OF_GROUPS_ALONE {
        en: "Made from the groups’ boards: nothing has been collected into plenary yet.",
        it: "Tratto dalle lavagne dei gruppi: in plenaria non è ancora stato raccolto nulla.",
        fr: "Tiré des tableaux des groupes\u{a0}: rien n’a encore été rassemblé en plénière.",
        de: "Aus den Pinnwänden der Gruppen: Im Plenum wurde noch nichts zusammengetragen.",
        es: "Hecho a partir de los tableros de los grupos: todavía no se ha recogido nada en plenaria.",
    }
    /// Where nothing is.
    NOTHING {
        en: "There are no notes yet.",
        it: "Non ci sono ancora note.",
        fr: "Il n’y a pas encore de notes.",
        de: "Es gibt noch keine Notizen.",
        es: "Todavía no hay notas.",
    }
    /// A link that says how.
    LINK {
        en: "“{from}” {label} “{to}”.",
        it: "«{from}» {label} «{to}».",
        fr: "«\u{a0}{from}\u{a0}» {label} «\u{a0}{to}\u{a0}».",
        de: "„{from}“ {label} „{to}“.",
        es: "«{from}» {label} «{to}».",
    }
    /// A link that says nothing.
    BARE_LINK {
        en: "“{from}” leads to “{to}”.",
        it: "«{from}» porta a «{to}».",
        fr: "«\u{a0}{from}\u{a0}» mène à «\u{a0}{to}\u{a0}».",
        de: "„{from}“ führt zu „{to}“.",
        es: "«{from}» lleva a «{to}».",
    }
    /// What somebody said.
    REMARK_BY {
        en: "{name}: {text}",
        it: "{name}: {text}",
        fr: "{name}\u{a0}: {text}",
        de: "{name}: {text}",
        es: "{name}: {text}",
    }
    /// At the foot of a page.
    PAGE { en: "Page {n}", it: "Pagina {n}", fr: "Page {n}", de: "Seite {n}", es: "Página {n}" }
    /// An entry of the contents, as it is told.
    ENTRY {
        en: "{title}, on page {n}",
        it: "{title}, pagina {n}",
        fr: "{title}, page {n}",
        de: "{title}, Seite {n}",
        es: "{title}, página {n}",
    }
    /// Too long a title of a handbook.
    TITLE_LONG {
        en: "the title of the handbook can have {most} characters at most; make it shorter",
        it: "il titolo del vademecum può avere al massimo {most} caratteri; accorcialo",
        fr: "le titre du vade-mecum peut avoir {most} caractères au plus\u{a0}; raccourcissez-le",
        de: "der Titel des Handbuchs kann höchstens {most} Zeichen haben; kürzen Sie ihn",
        es: "el título del vademécum puede tener {most} caracteres como máximo; acórtalo",
    }
    /// Too long an introduction.
    INTRO_LONG {
        en: "the introduction can have {most} characters at most; make it shorter",
        it: "l’introduzione può avere al massimo {most} caratteri; accorciala",
        fr: "l’introduction peut avoir {most} caractères au plus\u{a0}; raccourcissez-la",
        de: "die Einleitung kann höchstens {most} Zeichen haben; kürzen Sie sie",
        es: "la introducción puede tener {most} caracteres como máximo; acórtala",
    }
    /// Too long a heading of a chapter.
    HEADING_LONG {
        en: "the heading of a chapter can have {most} characters at most; make it shorter",
        it: "il titolo di un capitolo può avere al massimo {most} caratteri; accorcialo",
        fr: "le titre d’un chapitre peut avoir {most} caractères au plus\u{a0}; raccourcissez-le",
        de: "die Überschrift eines Kapitels kann höchstens {most} Zeichen haben; kürzen Sie sie",
        es: "el título de un capítulo puede tener {most} caracteres como máximo; acórtalo",
    }
    /// Too much that is said of chapters and points.
    KEYS_MANY {
        en: "the outline can speak of {most} chapters and points at most; leave the order of some to the votes",
        it: "la scaletta può riguardare al massimo {most} capitoli e punti; lascia ai voti l’ordine di alcuni",
        fr: "le plan peut porter sur {most} chapitres et points au plus\u{a0}; laissez aux voix l’ordre de certains",
        de: "die Gliederung kann höchstens {most} Kapitel und Punkte betreffen; überlassen Sie die Reihenfolge von einigen den Stimmen",
        es: "el esquema puede referirse a {most} capítulos y puntos como máximo; deja a los votos el orden de algunos",
    }
}

/// Language and region, for programs that check spelling.
pub(super) const fn locale(language: Language) -> [&'static str; 2] {
    match language {
        Language::English => ["en", "GB"],
        Language::Italian => ["it", "IT"],
        Language::French => ["fr", "FR"],
        Language::German => ["de", "DE"],
        Language::Spanish => ["es", "ES"],
    }
}

/// The phases every programme has, by the names that tables give them.
pub(super) fn phase(title: &str) -> Option<&'static Words> {
    match title.trim().to_lowercase().as_str() {
        "" => Some(&UNTITLED_PHASE),
        "welcome" => Some(&WELCOME),
        "plenary input" => Some(&INPUT),
        "group work" => Some(&GROUP_WORK),
        "plenary return" => Some(&RETURN),
        "closing" => Some(&CLOSING),
        _ => None,
    }
}

#[cfg(test)]
#[test]
fn hb2_what_a_handbook_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
