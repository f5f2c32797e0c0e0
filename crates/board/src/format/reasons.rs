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
}

#[cfg(test)]
#[test]
fn ht51_reasons_about_tables_are_whole() {
    assert_eq!(crate::words::faults(ALL), Vec::<String>::new());
}
