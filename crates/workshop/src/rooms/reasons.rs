//! Why tables of rooms and people cannot be written or taken in. Each is a part of a sentence.

board::words! {
    /// More than Zoom takes.
    ZOOM_MOST {
        en: "Zoom takes at most {most_rooms} rooms and {most_people} people; here are {rooms} {rooms:room|rooms} and {people} {people:person|people}",
        it: "Zoom accetta al massimo {most_rooms} stanze e {most_people} persone; qui ci sono {rooms} {rooms:stanza|stanze} e {people} {people:persona|persone}",
        fr: "Zoom accepte au plus {most_rooms} salles et {most_people} personnes\u{a0}; ici il y a {rooms} {rooms:salle|salles} et {people} {people:personne|personnes}",
        de: "Zoom nimmt höchstens {most_rooms} Räume und {most_people} Personen; hier sind es {rooms} {rooms:Raum|Räume} und {people} {people:Person|Personen}",
        es: "Zoom admite como máximo {most_rooms} salas y {most_people} personas; aquí hay {rooms} {rooms:sala|salas} y {people} {people:persona|personas}",
    }
    /// The name of a room that a spreadsheet would calculate.
    FORMULA {
        en: "\"{text}\" begins like a formula: rename the group so that it begins with a letter or a number",
        it: "\"{text}\" comincia come una formula: rinomina il gruppo perché cominci con una lettera o un numero",
        fr: "«\u{a0}{text}\u{a0}» commence comme une formule\u{a0}: renommez le groupe pour qu’il commence par une lettre ou un chiffre",
        de: "„{text}“ beginnt wie eine Formel: benennen Sie die Gruppe so um, dass sie mit einem Buchstaben oder einer Zahl beginnt",
        es: "«{text}» empieza como una fórmula: cambia el nombre del grupo para que empiece con una letra o un número",
    }
    /// A cell that goes over the end of its line.
    CELL_BREAK {
        en: "{column} has a line break or a character that nobody types: is a quotation mark missing",
        it: "{column} contiene un a capo o un carattere che nessuno scrive: forse mancano le virgolette di chiusura",
        fr: "{column} contient un saut de ligne ou un caractère que personne n’écrit\u{a0}: il manque peut-être un guillemet",
        de: "{column} enthält einen Zeilenumbruch oder ein Zeichen, das niemand tippt: vielleicht fehlt ein Anführungszeichen",
        es: "{column} contiene un salto de línea o un carácter que nadie escribe: quizá falten unas comillas",
    }
    /// A header in which nobody is named.
    NO_COLUMN {
        en: "the first line names no column that says who somebody is: it needs name or email, and may have group, sector, organisation, territory",
        it: "la prima riga non ha una colonna che dica chi è la persona: serve nome o email, e può avere gruppo, settore, organizzazione, territorio",
        fr: "la première ligne n’a pas de colonne qui dise de qui il s’agit\u{a0}: il faut nom ou e-mail, et elle peut avoir groupe, secteur, organisation, territoire",
        de: "die erste Zeile hat keine Spalte, die sagt, um wen es geht: nötig ist Name oder E-Mail, möglich sind Gruppe, Bereich, Organisation, Gebiet",
        es: "la primera línea no tiene una columna que diga quién es la persona: hace falta nombre o correo, y puede tener grupo, sector, organización, territorio",
    }
    /// Two columns of one meaning.
    COLUMN_TWICE {
        en: "the first line has two columns for the same thing: {column}",
        it: "la prima riga ha due colonne per la stessa cosa: {column}",
        fr: "la première ligne a deux colonnes pour la même chose\u{a0}: {column}",
        de: "die erste Zeile hat zwei Spalten für dasselbe: {column}",
        es: "la primera línea tiene dos columnas para lo mismo: {column}",
    }
    /// A row without name and address.
    ROW_OF_NOBODY {
        en: "this row has neither a name nor an address",
        it: "questa riga non ha né un nome né un indirizzo",
        fr: "cette ligne n’a ni nom ni adresse",
        de: "diese Zeile hat weder einen Namen noch eine Adresse",
        es: "esta línea no tiene ni nombre ni dirección",
    }
    /// Two rows of one person.
    PERSON_TWICE {
        en: "{name} is there twice",
        it: "{name} c'è due volte",
        fr: "{name} y est deux fois",
        de: "{name} ist zweimal da",
        es: "{name} está dos veces",
    }
    /// A name that several expected people have.
    NAME_UNSURE {
        en: "several people are expected as {name}: give the address or the code too",
        it: "sono attese più persone come {name}: aggiungi l'indirizzo o il codice",
        fr: "plusieurs personnes sont attendues sous le nom {name}\u{a0}: ajoutez l’adresse ou le code",
        de: "mehrere Personen werden als {name} erwartet: geben Sie auch Adresse oder Code an",
        es: "se espera a varias personas como {name}: añade la dirección o el código",
    }
    /// A person in two rooms.
    TWO_ROOMS {
        en: "{name} is in two rooms: {first} and {second}",
        it: "{name} è in due stanze: {first} e {second}",
        fr: "{name} est dans deux salles\u{a0}: {first} et {second}",
        de: "{name} ist in zwei Räumen: {first} und {second}",
        es: "{name} está en dos salas: {first} y {second}",
    }
}

#[cfg(test)]
#[test]
fn ht51_reasons_about_rooms_are_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
