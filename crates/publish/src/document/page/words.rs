//! The words of a public page that are nobody's note.

board::words! {
    /// What the page is, under its title.
    ABOUT {
        en: "What came out of this workshop, as it stands when you open this page. You can read it; only those who work on it can change it.",
        it: "Ciò che è nato in questo laboratorio, com’è nel momento in cui apri la pagina. Si può leggere; cambiarlo può solo chi ci lavora.",
        fr: "Ce qui est né dans cet atelier, tel qu’il est au moment où vous ouvrez la page. On peut le lire\u{a0}; seuls ceux qui y travaillent peuvent le changer.",
        de: "Was in diesem Workshop entstanden ist, so wie es steht, wenn Sie diese Seite öffnen. Man kann es lesen; ändern können es nur die, die daran arbeiten.",
        es: "Lo que ha nacido en este taller, tal como está cuando abres la página. Se puede leer; solo puede cambiarlo quien trabaja en él.",
    }
    /// The board of everybody in a session.
    PLENARY {
        en: "Plenary, session {n}",
        it: "Plenaria, incontro {n}",
        fr: "Plénière, séance {n}",
        de: "Plenum, Treffen {n}",
        es: "Plenaria, sesión {n}",
    }
    /// The picture of a board, to who does not see it.
    PICTURE {
        en: "Picture of the board “{board}”. What is written on it stands below as text.",
        it: "Immagine della lavagna «{board}». Ciò che c’è scritto si trova sotto come testo.",
        fr: "Image du tableau «\u{a0}{board}\u{a0}». Ce qui y est écrit se trouve dessous en texte.",
        de: "Bild der Pinnwand „{board}“. Was darauf geschrieben ist, steht darunter als Text.",
        es: "Imagen del tablero «{board}». Lo que está escrito en él aparece debajo como texto.",
    }
    /// The place in which the picture of a board is moved.
    BOARD {
        en: "Board “{board}”, to move and enlarge",
        it: "Lavagna «{board}», da spostare e ingrandire",
        fr: "Tableau «\u{a0}{board}\u{a0}», à déplacer et agrandir",
        de: "Pinnwand „{board}“, zum Verschieben und Vergrößern",
        es: "Tablero «{board}», para mover y ampliar",
    }
    /// How a picture is moved.
    MOVE {
        en: "Drag it, or use the arrow keys. Two fingers, or + and −, bring it closer; 0 shows all of it.",
        it: "Trascinala, o usa le frecce. Con due dita, o con + e −, si avvicina; 0 la mostra tutta.",
        fr: "Faites-la glisser, ou utilisez les flèches. Deux doigts, ou + et −, la rapprochent\u{a0}; 0 la montre en entier.",
        de: "Ziehen Sie sie, oder nehmen Sie die Pfeiltasten. Zwei Finger oder + und − holen sie näher; 0 zeigt sie ganz.",
        es: "Arrástralo o usa las flechas. Con dos dedos, o con + y −, se acerca; 0 lo muestra entero.",
    }
    /// A button.
    CLOSER { en: "Enlarge", it: "Ingrandisci", fr: "Agrandir", de: "Vergrößern", es: "Ampliar" }
    /// A button.
    FARTHER { en: "Make smaller", it: "Rimpicciolisci", fr: "Réduire", de: "Verkleinern", es: "Reducir" }
    /// A button.
    WHOLE { en: "All of it", it: "Tutta", fr: "En entier", de: "Ganz", es: "Entero" }
    /// A button.
    FULL { en: "Full screen", it: "Schermo intero", fr: "Plein écran", de: "Vollbild", es: "Pantalla completa" }
    /// Above the files of a board.
    POSTER {
        en: "As a poster on A1",
        it: "Come poster su A1",
        fr: "En affiche sur A1",
        de: "Als Poster auf A1",
        es: "Como póster en A1",
    }
    /// Above the files of the handbook.
    TAKE {
        en: "All of it in one text, to read and to pass on:",
        it: "Tutto in un solo testo, da leggere e da far girare:",
        fr: "Le tout en un seul texte, à lire et à faire passer\u{a0}:",
        de: "Alles in einem Text, zum Lesen und Weitergeben:",
        es: "Todo en un solo texto, para leer y compartir:",
    }
    /// Above what is written on a board and is no note.
    BESIDE {
        en: "Written beside the notes",
        it: "Scritto accanto alle note",
        fr: "Écrit à côté des notes",
        de: "Neben den Notizen geschrieben",
        es: "Escrito junto a las notas",
    }
    /// A page that was public.
    GONE {
        en: "This page is no longer public",
        it: "Questa pagina non è più pubblica",
        fr: "Cette page n’est plus publique",
        de: "Diese Seite ist nicht mehr öffentlich",
        es: "Esta página ya no es pública",
    }
    /// Why, and what one can do.
    GONE_WHY {
        en: "Whoever published it has taken it back. Nothing is wrong with your device or your link; if you need what was here, ask whoever gave it to you.",
        it: "Chi l’aveva pubblicata l’ha ritirata. Il tuo dispositivo e il link vanno bene; se ti serve ciò che c’era, chiedi a chi te l’ha dato.",
        fr: "Qui l’avait publiée l’a retirée. Votre appareil et votre lien n’y sont pour rien\u{a0}; si vous avez besoin de ce qui était ici, demandez à qui vous l’a donné.",
        de: "Wer sie veröffentlicht hatte, hat sie zurückgenommen. An Ihrem Gerät und am Link liegt es nicht; wenn Sie brauchen, was hier stand, fragen Sie, wer Ihnen den Link gegeben hat.",
        es: "Quien la publicó la ha retirado. Tu dispositivo y tu enlace están bien; si necesitas lo que había aquí, pregunta a quien te lo dio.",
    }
    /// An address with which nothing was ever published.
    NOWHERE {
        en: "There is no page here",
        it: "Qui non c’è nessuna pagina",
        fr: "Il n’y a pas de page ici",
        de: "Hier gibt es keine Seite",
        es: "Aquí no hay ninguna página",
    }
    /// What one can do.
    NOWHERE_WHY {
        en: "Compare the address with the one you were given: perhaps a letter is missing or different.",
        it: "Confronta l’indirizzo con quello che hai ricevuto: forse manca una lettera o è diversa.",
        fr: "Comparez l’adresse avec celle que vous avez reçue\u{a0}: il manque peut-être une lettre, ou elle est différente.",
        de: "Vergleichen Sie die Adresse mit der, die Sie bekommen haben: Vielleicht fehlt ein Buchstabe oder ist anders.",
        es: "Compara la dirección con la que te dieron: quizá falta una letra o es distinta.",
    }
}

#[cfg(test)]
#[test]
fn pp3_what_a_page_says_is_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
