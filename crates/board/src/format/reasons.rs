//! Why a table or a row of one cannot be taken. Each is a part of a sentence, said behind the file and the line.

crate::words! {
    /// Bytes that are no UTF-8.
    NOT_UTF8 {
        en: "this line is not UTF-8 text: save the file as \"CSV UTF-8\"",
        it: "questa riga non è testo UTF-8: salva il file come \"CSV UTF-8\"",
        fr: "cette ligne n’est pas du texte UTF-8\u{a0}: enregistrez le fichier en «\u{a0}CSV UTF-8\u{a0}»",
        de: "diese Zeile ist kein UTF-8-Text: speichern Sie die Datei als „CSV UTF-8“",
        es: "esta línea no es texto UTF-8: guarda el archivo como «CSV UTF-8»",
    }
    /// A file with nothing in it.
    EMPTY {
        en: "the file is empty; its first line should be {header}",
        it: "il file è vuoto; la prima riga dovrebbe essere {header}",
        fr: "le fichier est vide\u{a0}; sa première ligne devrait être {header}",
        de: "die Datei ist leer; ihre erste Zeile sollte {header} sein",
        es: "el archivo está vacío; su primera línea debería ser {header}",
    }
    /// A header without a column that is needed.
    COLUMN_MISSING {
        en: "the first line lacks the column {columns}",
        it: "nella prima riga manca la colonna {columns}",
        fr: "il manque à la première ligne la colonne {columns}",
        de: "in der ersten Zeile fehlt die Spalte {columns}",
        es: "en la primera línea falta la columna {columns}",
    }
    /// A row of another width.
    CELLS {
        en: "{cells} {cells:cell|cells}, but the first line has {wanted}",
        it: "{cells} {cells:cella|celle}, ma la prima riga ne ha {wanted}",
        fr: "{cells} {cells:cellule|cellules}, mais la première ligne en a {wanted}",
        de: "{cells} {cells:Zelle|Zellen}, aber die erste Zeile hat {wanted}",
        es: "{cells} {cells:celda|celdas}, pero la primera línea tiene {wanted}",
    }
    /// What the reader of tables itself says.
    UNREADABLE {
        en: "this line cannot be read: {error}",
        it: "questa riga non si può leggere: {error}",
        fr: "cette ligne ne peut pas être lue\u{a0}: {error}",
        de: "diese Zeile lässt sich nicht lesen: {error}",
        es: "esta línea no se puede leer: {error}",
    }
    /// Bytes that are no letters.
    NO_TEXT {
        en: "this is not text: choose a file of one of the kinds that are listed",
        it: "questo non è testo: scegli un file di uno dei tipi elencati",
        fr: "ce n’est pas du texte\u{a0}: choisissez un fichier d’un des types indiqués",
        de: "das ist kein Text: wählen Sie eine Datei einer der genannten Arten",
        es: "esto no es texto: elige un archivo de uno de los tipos indicados",
    }
    /// A file that has nothing for a board.
    NOTHING {
        en: "there is nothing in it that a board could show",
        it: "non c'è niente che una lavagna possa mostrare",
        fr: "il n’y a rien qu’un tableau puisse montrer",
        de: "darin ist nichts, was ein Board zeigen könnte",
        es: "no hay nada que un tablero pueda mostrar",
    }
    /// Neither this file nor anything like it.
    NOT_THIS {
        en: "this is not a file of the kind {kind}",
        it: "questo non è un file di tipo {kind}",
        fr: "ce n’est pas un fichier du type {kind}",
        de: "das ist keine Datei der Art {kind}",
        es: "esto no es un archivo del tipo {kind}",
    }
    /// What the readers of JSON and XML themselves say.
    BROKEN {
        en: "the file cannot be read here: {error}",
        it: "qui il file non si può leggere: {error}",
        fr: "le fichier ne peut pas être lu ici\u{a0}: {error}",
        de: "hier lässt sich die Datei nicht lesen: {error}",
        es: "aquí no se puede leer el archivo: {error}",
    }
    /// A board of a later program.
    NEWER {
        en: "the file is of version {found}, and this program knows {known}: update it first",
        it: "il file è della versione {found} e questo programma conosce la {known}: prima aggiornalo",
        fr: "le fichier est de la version {found} et ce programme connaît la {known}\u{a0}: mettez-le d’abord à jour",
        de: "die Datei ist von Version {found}, und dieses Programm kennt {known}: aktualisieren Sie es zuerst",
        es: "el archivo es de la versión {found} y este programa conoce la {known}: actualízalo primero",
    }
    /// Two things of one id.
    TWICE {
        en: "the id {id} is there twice",
        it: "l'identificativo {id} c'è due volte",
        fr: "l’identifiant {id} figure deux fois",
        de: "die Kennung {id} kommt zweimal vor",
        es: "el identificador {id} aparece dos veces",
    }
    /// Nested without end.
    DEEP {
        en: "the file is nested deeper than {most} levels",
        it: "il file ha più di {most} livelli uno dentro l'altro",
        fr: "le fichier est imbriqué sur plus de {most} niveaux",
        de: "die Datei ist mehr als {most} Ebenen tief geschachtelt",
        es: "el archivo tiene más de {most} niveles anidados",
    }
    /// More than one board should take.
    MANY {
        en: "there is more in it than the {most} things that are taken at once: divide it into several files",
        it: "contiene più dei {most} elementi che si prendono in una volta: dividilo in più file",
        fr: "il contient plus que les {most} éléments pris en une fois\u{a0}: divisez-le en plusieurs fichiers",
        de: "darin ist mehr als die {most} Dinge, die auf einmal genommen werden: teilen Sie es auf mehrere Dateien auf",
        es: "contiene más de los {most} elementos que se toman de una vez: divídelo en varios archivos",
    }
    /// A document type, with which XML can reach out or grow without end.
    DOCTYPE {
        en: "the file declares a document type (DOCTYPE), which is not read here: remove that line",
        it: "il file dichiara un tipo di documento (DOCTYPE), che qui non si legge: togli quella riga",
        fr: "le fichier déclare un type de document (DOCTYPE), qui n’est pas lu ici\u{a0}: supprimez cette ligne",
        de: "die Datei nennt einen Dokumenttyp (DOCTYPE), der hier nicht gelesen wird: entfernen Sie diese Zeile",
        es: "el archivo declara un tipo de documento (DOCTYPE), que aquí no se lee: quita esa línea",
    }
}

#[cfg(test)]
#[test]
fn ht51_reasons_about_tables_are_whole() {
    assert_eq!(crate::words::faults(ALL), Vec::<String>::new());
}
