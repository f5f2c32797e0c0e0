//! What a board has not, or has otherwise, of a file that was read: kinds of losses with their counts.

use crate::words::{Language, Text, Words};

/// Losses in the order in which they were met, each kind once.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remarks(Vec<Remark>);

#[derive(Clone, Debug, PartialEq)]
struct Remark {
    words: &'static Words,
    count: usize,
    /// Filled in as `what`, from the first.
    what: String,
}

impl Remarks {
    /// Counts one more of a kind.
    pub(super) fn add(&mut self, words: &'static Words) {
        self.add_many(words, 1);
    }

    /// Counts several of a kind; none is no remark.
    pub(super) fn add_many(&mut self, words: &'static Words, count: usize) {
        if count == 0 {
            return;
        }
        match self.0.iter_mut().find(|remark| remark.words == words) {
            Some(remark) => remark.count += count,
            None => self.0.push(Remark { words, count, what: String::new() }),
        }
    }

    /// Something that is said once, with what it is about.
    pub(super) fn say(&mut self, words: &'static Words, what: impl Into<String>) {
        self.0.push(Remark { words, count: 1, what: what.into() });
    }

    /// What the file is called lies nowhere on a board.
    pub fn title(&mut self, title: &str) {
        self.say(&TITLE, title);
    }

    /// Nothing was lost.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each as a sentence.
    pub fn sentences(&self, language: Language) -> Vec<String> {
        let text = |remark: &Remark| {
            Text::from(remark.words).with("count", remark.count).with("what", remark.what.as_str())
        };
        self.0.iter().map(|remark| text(remark).say(language)).collect()
    }
}

crate::words! {
    /// Longer than the schema lets them be.
    CUT {
        en: "{count} {count:text was|texts were} too long and {count:ends|end} earlier here.",
        it: "{count} {count:testo era troppo lungo e qui finisce|testi erano troppo lunghi e qui finiscono} prima.",
        fr: "{count} {count:texte était trop long et s’arrête|textes étaient trop longs et s’arrêtent} plus tôt ici.",
        de: "{count} {count:Text war zu lang und endet|Texte waren zu lang und enden} hier früher.",
        es: "{count} {count:texto era demasiado largo y aquí termina|textos eran demasiado largos y aquí terminan} antes.",
    }
    /// Places, sizes, orders, colours that a board cannot have.
    NEAREST {
        en: "{count} {count:thing has|things have} another place, size or colour, as near as a board allows.",
        it: "{count} {count:elemento ha|elementi hanno} un altro posto, misura o colore, il più vicino che la lavagna permette.",
        fr: "{count} {count:élément a|éléments ont} un autre emplacement, une autre taille ou couleur, au plus près de ce que le tableau permet.",
        de: "{count} {count:Ding hat|Dinge haben} einen anderen Ort, eine andere Größe oder Farbe, so nah wie auf dem Board möglich.",
        es: "{count} {count:elemento tiene|elementos tienen} otro lugar, tamaño o color, lo más cerca que permite el tablero.",
    }
    /// Tags beyond number or length.
    TAGS {
        en: "{count} {count:label is|labels are} left out: a note has at most twenty, of forty characters.",
        it: "{count} {count:etichetta resta fuori|etichette restano fuori}: una nota ne ha al massimo venti, di quaranta caratteri.",
        fr: "{count} {count:étiquette est laissée|étiquettes sont laissées} de côté\u{a0}: une note en a au plus vingt, de quarante caractères.",
        de: "{count} {count:Etikett fehlt|Etiketten fehlen}: eine Notiz hat höchstens zwanzig, mit je vierzig Zeichen.",
        es: "{count} {count:etiqueta queda|etiquetas quedan} fuera: una nota tiene como máximo veinte, de cuarenta caracteres.",
    }
    /// Pictures, whose bytes are elsewhere.
    PICTURES {
        en: "{count} {count:picture is|pictures are} left out: put pictures on the board yourself.",
        it: "{count} {count:immagine resta fuori|immagini restano fuori}: metti tu le immagini sulla lavagna.",
        fr: "{count} {count:image est laissée|images sont laissées} de côté\u{a0}: mettez vous-même les images sur le tableau.",
        de: "{count} {count:Bild fehlt|Bilder fehlen}: legen Sie Bilder selbst auf das Board.",
        es: "{count} {count:imagen queda|imágenes quedan} fuera: pon tú las imágenes en el tablero.",
    }
    /// Links without both ends.
    LINKS {
        en: "{count} {count:link is|links are} left out: one of its ends is not there.",
        it: "{count} {count:legame resta fuori|legami restano fuori}: manca uno dei capi.",
        fr: "{count} {count:lien est laissé|liens sont laissés} de côté\u{a0}: il manque une extrémité.",
        de: "{count} {count:Verbindung fehlt|Verbindungen fehlen}: ein Ende ist nicht da.",
        es: "{count} {count:enlace queda|enlaces quedan} fuera: falta uno de los extremos.",
    }
    /// Kinds that a board has not.
    KINDS {
        en: "{count} {count:thing is|things are} left out: a board has nothing of the kind.",
        it: "{count} {count:elemento resta fuori|elementi restano fuori}: una lavagna non ha niente del genere.",
        fr: "{count} {count:élément est laissé|éléments sont laissés} de côté\u{a0}: un tableau n’a rien de ce genre.",
        de: "{count} {count:Ding fehlt|Dinge fehlen}: so etwas gibt es auf einem Board nicht.",
        es: "{count} {count:elemento queda|elementos quedan} fuera: un tablero no tiene nada así.",
    }
    /// Things that stood at an angle.
    UPRIGHT {
        en: "{count} {count:thing was turned and stands|things were turned and stand} upright here.",
        it: "{count} {count:elemento era ruotato e qui sta|elementi erano ruotati e qui stanno} diritto.",
        fr: "{count} {count:élément était tourné et se tient|éléments étaient tournés et se tiennent} droit ici.",
        de: "{count} {count:Ding war gedreht und steht|Dinge waren gedreht und stehen} hier gerade.",
        es: "{count} {count:elemento estaba girado y aquí está|elementos estaban girados y aquí están} recto.",
    }
    /// Lines with corners, where a board has straight ones.
    STRAIGHT {
        en: "{count} {count:line with corners is|lines with corners are} straight here.",
        it: "{count} {count:linea con angoli qui è dritta|linee con angoli qui sono dritte}.",
        fr: "{count} {count:ligne brisée est droite|lignes brisées sont droites} ici.",
        de: "{count} {count:Linie mit Ecken ist|Linien mit Ecken sind} hier gerade.",
        es: "{count} {count:línea con esquinas aquí es recta|líneas con esquinas aquí son rectas}.",
    }
    /// Links that pointed nowhere or both ways.
    ARROWS {
        en: "{count} {count:link points|links point} one way here; in the file {count:it points|they point} to both ends or to none.",
        it: "{count} {count:legame qui va|legami qui vanno} in una direzione; nel file {count:va|vanno} in tutte e due o in nessuna.",
        fr: "{count} {count:lien va|liens vont} ici dans un sens\u{a0}; dans le fichier, {count:il va|ils vont} dans les deux ou dans aucun.",
        de: "{count} {count:Verbindung zeigt|Verbindungen zeigen} hier in eine Richtung; in der Datei in beide oder in keine.",
        es: "{count} {count:enlace va|enlaces van} aquí en una dirección; en el archivo {count:va|van} en las dos o en ninguna.",
    }
    /// The middle of a mind map, or another title.
    TITLE {
        en: "The file is called “{what}”; the board keeps its own title.",
        it: "Il file si intitola «{what}»; la lavagna tiene il suo titolo.",
        fr: "Le fichier s’intitule «\u{a0}{what}\u{a0}»\u{a0}; le tableau garde son titre.",
        de: "Die Datei heißt „{what}“; das Board behält seinen Titel.",
        es: "El archivo se titula «{what}»; el tablero conserva su título.",
    }
    /// Signs at nodes of mind maps.
    ICONS {
        en: "{count} {count:icon is|icons are} left out.",
        it: "{count} {count:icona resta fuori|icone restano fuori}.",
        fr: "{count} {count:icône est laissée|icônes sont laissées} de côté.",
        de: "{count} {count:Symbol fehlt|Symbole fehlen}.",
        es: "{count} {count:icono queda|iconos quedan} fuera.",
    }
    /// Letters of an older Windows.
    LETTERS {
        en: "The letters are of an older kind: look whether accents are right.",
        it: "Le lettere sono di un tipo più vecchio: guarda se gli accenti sono giusti.",
        fr: "Les lettres sont d’un type plus ancien\u{a0}: vérifiez les accents.",
        de: "Die Buchstaben sind von älterer Art: sehen Sie nach, ob Umlaute stimmen.",
        es: "Las letras son de un tipo más antiguo: mira si los acentos son correctos.",
    }
    /// A table without a heading that says what is what.
    COLUMN {
        en: "No heading says where the texts are: they come from column {what}.",
        it: "Nessuna intestazione dice dove sono i testi: vengono dalla colonna {what}.",
        fr: "Aucun en-tête ne dit où sont les textes\u{a0}: ils viennent de la colonne {what}.",
        de: "Keine Überschrift sagt, wo die Texte stehen: sie kommen aus Spalte {what}.",
        es: "Ningún encabezado dice dónde están los textos: vienen de la columna {what}.",
    }
    /// Placeholders of what is not in the file.
    HIDDEN {
        en: "{count} {count:note is|notes are} not in the file: {count:it was|they were} not shown to everybody yet.",
        it: "{count} {count:nota non è nel file: non era ancora svelata|note non sono nel file: non erano ancora svelate}.",
        fr: "{count} {count:note n’est pas dans le fichier\u{a0}: elle n’était pas encore révélée|notes ne sont pas dans le fichier\u{a0}: elles n’étaient pas encore révélées}.",
        de: "{count} {count:Notiz ist nicht in der Datei: sie war noch nicht aufgedeckt|Notizen sind nicht in der Datei: sie waren noch nicht aufgedeckt}.",
        es: "{count} {count:nota no está en el archivo: aún no se había revelado|notas no están en el archivo: aún no se habían revelado}.",
    }
    /// Opinions and names that come only the lossless way.
    OPINIONS {
        en: "Who wrote what, votes, reactions, comments and locks of {count} {count:thing|things} stay behind.",
        it: "Autori, voti, reazioni, commenti e blocchi di {count} {count:elemento|elementi} restano fuori.",
        fr: "Auteurs, votes, réactions, commentaires et verrous de {count} {count:élément|éléments} restent de côté.",
        de: "Wer was schrieb, Stimmen, Reaktionen, Kommentare und Sperren von {count} {count:Ding|Dingen} bleiben zurück.",
        es: "Autores, votos, reacciones, comentarios y bloqueos de {count} {count:elemento|elementos} quedan fuera.",
    }
    /// People of another workshop.
    PEOPLE {
        en: "{count} {count:thing is|things are} of people who are not in this workshop, and of nobody here.",
        it: "{count} {count:elemento è|elementi sono} di persone che non sono in questo laboratorio, e qui di nessuno.",
        fr: "{count} {count:élément est|éléments sont} de personnes qui ne sont pas dans cet atelier, et ici de personne.",
        de: "{count} {count:Ding ist|Dinge sind} von Personen, die nicht in diesem Workshop sind, und hier von niemandem.",
        es: "{count} {count:elemento es|elementos son} de personas que no están en este taller, y aquí de nadie.",
    }
    /// Markup that a note has not.
    PLAIN {
        en: "{count} {count:text had|texts had} formatting; the words are here without it.",
        it: "{count} {count:testo era formattato|testi erano formattati}; qui ci sono le parole e basta.",
        fr: "{count} {count:texte était mis en forme|textes étaient mis en forme}\u{a0}; ici il n’y a que les mots.",
        de: "{count} {count:Text war|Texte waren} formatiert; hier sind nur die Wörter.",
        es: "{count} {count:texto tenía|textos tenían} formato; aquí están solo las palabras.",
    }
}

#[cfg(test)]
#[test]
fn ht51_remarks_about_files_are_whole() {
    assert_eq!(crate::words::faults(ALL), Vec::<String>::new());
}
