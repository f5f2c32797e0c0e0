//! What a workshop says to people: why a wish or a row of a table cannot be carried out, and how its boards are called.
//! Reasons are parts of sentences: they stand behind the file and the line, or become a sentence of their own.

board::words! {
    /// The board of all groups together.
    PLENARY { en: "Plenary", it: "Plenaria", fr: "Plénière", de: "Plenum", es: "Plenaria" }
    /// The board that lasts through all sessions.
    CANVAS { en: "Canvas", it: "Canvas", fr: "Canevas", de: "Canvas", es: "Lienzo" }

    /// A workshop without a title, or with too long a one.
    WORKSHOP_TITLE {
        en: "the workshop needs a title of 1 to {most} characters",
        it: "il laboratorio ha bisogno di un titolo da 1 a {most} caratteri",
        fr: "l’atelier a besoin d’un titre de 1 à {most} caractères",
        de: "der Workshop braucht einen Titel von 1 bis {most} Zeichen",
        es: "el taller necesita un título de 1 a {most} caracteres",
    }
    /// Two groups of one name.
    GROUP_TWICE {
        en: "the group {group} is there twice: give each its own name",
        it: "il gruppo {group} c'è due volte: dai a ciascuno il suo nome",
        fr: "le groupe {group} y est deux fois\u{a0}: donnez à chacun son nom",
        de: "die Gruppe {group} gibt es zweimal: geben Sie jeder einen eigenen Namen",
        es: "el grupo {group} está dos veces: da a cada uno su propio nombre",
    }
    /// A session beyond those that can be.
    SESSION_NUMBER {
        en: "sessions are numbered from 1 to {most}",
        it: "gli incontri hanno numeri da 1 a {most}",
        fr: "les séances sont numérotées de 1 à {most}",
        de: "Treffen haben Nummern von 1 bis {most}",
        es: "las sesiones llevan números del 1 al {most}",
    }
    /// A group without a name, or with too long a one.
    GROUP_NAME {
        en: "a group needs a name of 1 to {most} characters",
        it: "un gruppo ha bisogno di un nome da 1 a {most} caratteri",
        fr: "un groupe a besoin d’un nom de 1 à {most} caractères",
        de: "eine Gruppe braucht einen Namen von 1 bis {most} Zeichen",
        es: "un grupo necesita un nombre de 1 a {most} caracteres",
    }
    /// One group too many.
    GROUPS_MOST {
        en: "a workshop has at most {most} groups",
        it: "un laboratorio ha al massimo {most} gruppi",
        fr: "un atelier a au plus {most} groupes",
        de: "ein Workshop hat höchstens {most} Gruppen",
        es: "un taller tiene como máximo {most} grupos",
    }
    /// One person too many.
    PEOPLE_MOST {
        en: "a workshop has at most {most} people",
        it: "un laboratorio ha al massimo {most} persone",
        fr: "un atelier a au plus {most} personnes",
        de: "ein Workshop hat höchstens {most} Personen",
        es: "un taller tiene como máximo {most} personas",
    }
    /// What should be a date of a session.
    NO_DATE {
        en: "{date} is not a date like 2026-11-24",
        it: "{date} non è una data come 2026-11-24",
        fr: "{date} n’est pas une date comme 2026-11-24",
        de: "{date} ist kein Datum wie 2026-11-24",
        es: "{date} no es una fecha como 2026-11-24",
    }
    /// The title of a session or a phase.
    TITLE_LENGTH {
        en: "titles have at most {most} characters",
        it: "i titoli hanno al massimo {most} caratteri",
        fr: "les titres ont au plus {most} caractères",
        de: "Titel haben höchstens {most} Zeichen",
        es: "los títulos tienen como máximo {most} caracteres",
    }
    /// A session that is not there.
    NO_SESSION {
        en: "there is no session {number}",
        it: "non c'è un incontro {number}",
        fr: "il n’y a pas de séance {number}",
        de: "es gibt kein Treffen {number}",
        es: "no hay ninguna sesión {number}",
    }

    /// Too many phases in one session.
    PHASES_MOST {
        en: "a session has at most {most} phases",
        it: "un incontro ha al massimo {most} fasi",
        fr: "une séance a au plus {most} phases",
        de: "ein Treffen hat höchstens {most} Phasen",
        es: "una sesión tiene como máximo {most} fases",
    }
    /// A phase that would last for ever.
    PHASE_MINUTES {
        en: "a phase lasts at most {most} minutes",
        it: "una fase dura al massimo {most} minuti",
        fr: "une phase dure au plus {most} minutes",
        de: "eine Phase dauert höchstens {most} Minuten",
        es: "una fase dura como máximo {most} minutos",
    }
    /// Instructions nobody would read.
    INSTRUCTIONS_LENGTH {
        en: "the instructions of a phase have at most {most} characters",
        it: "le istruzioni di una fase hanno al massimo {most} caratteri",
        fr: "les consignes d’une phase ont au plus {most} caractères",
        de: "die Anleitung einer Phase hat höchstens {most} Zeichen",
        es: "las instrucciones de una fase tienen como máximo {most} caracteres",
    }
    /// The phase under way was to be removed.
    PHASE_RUNNING {
        en: "the phase under way cannot be removed: go on to another first",
        it: "la fase in corso non si può togliere: prima passa a un'altra",
        fr: "la phase en cours ne peut pas être retirée\u{a0}: passez d’abord à une autre",
        de: "die laufende Phase kann nicht entfernt werden: gehen Sie zuerst zu einer anderen",
        es: "la fase en curso no se puede quitar: pasa antes a otra",
    }
    /// A phase that is not there.
    NO_PHASE {
        en: "there is no such phase",
        it: "non c'è questa fase",
        fr: "cette phase n’existe pas",
        de: "diese Phase gibt es nicht",
        es: "no existe esa fase",
    }
    /// A timer of nothing.
    NOTHING_RUNS {
        en: "no phase is under way: start one first",
        it: "nessuna fase è in corso: prima avviane una",
        fr: "aucune phase n’est en cours\u{a0}: commencez-en une d’abord",
        de: "keine Phase läuft: beginnen Sie zuerst eine",
        es: "no hay ninguna fase en curso: empieza antes una",
    }
    /// A board that is not of this workshop.
    NO_BOARD {
        en: "there is no such board in this workshop",
        it: "in questo laboratorio non c'è questa lavagna",
        fr: "ce tableau n’existe pas dans cet atelier",
        de: "diese Pinnwand gibt es in diesem Workshop nicht",
        es: "ese tablero no existe en este taller",
    }
    /// A message without words, or with too many.
    MESSAGE_LENGTH {
        en: "a message has 1 to {most} characters",
        it: "un messaggio ha da 1 a {most} caratteri",
        fr: "un message a de 1 à {most} caractères",
        de: "eine Nachricht hat 1 bis {most} Zeichen",
        es: "un mensaje tiene de 1 a {most} caracteres",
    }
    /// Private writing that is under way already.
    WRITING_ALREADY {
        en: "everybody writes privately there already: reveal first, then begin anew",
        it: "lì la scrittura riservata è già in corso: prima svela, poi ricomincia",
        fr: "l’écriture privée y est déjà en cours\u{a0}: révélez d’abord, puis recommencez",
        de: "dort schreiben schon alle für sich: erst aufdecken, dann neu beginnen",
        es: "allí ya se escribe en privado: primero descubre, luego empieza de nuevo",
    }
    /// Nothing to reveal.
    WRITING_NOT {
        en: "nobody writes privately there: there is nothing to reveal",
        it: "lì non c'è scrittura riservata: non c'è niente da svelare",
        fr: "personne n’y écrit en privé\u{a0}: il n’y a rien à révéler",
        de: "dort schreibt niemand für sich: es gibt nichts aufzudecken",
        es: "allí nadie escribe en privado: no hay nada que descubrir",
    }

    /// A second round beside the one that is open.
    VOTE_OPEN {
        en: "a vote is under way: close it first",
        it: "un voto è in corso: prima chiudilo",
        fr: "un vote est en cours\u{a0}: clôturez-le d’abord",
        de: "eine Abstimmung läuft: schließen Sie sie zuerst",
        es: "hay una votación en curso: ciérrala antes",
    }
    /// The end of a round that is not there.
    NO_VOTE {
        en: "no vote is under way",
        it: "nessun voto è in corso",
        fr: "aucun vote n’est en cours",
        de: "es läuft keine Abstimmung",
        es: "no hay ninguna votación en curso",
    }
    /// Dots that are too few or too many.
    VOTE_DOTS {
        en: "everybody gets from 1 to {most} dots",
        it: "ognuno riceve da 1 a {most} punti",
        fr: "chaque personne reçoit de 1 à {most} points",
        de: "jede Person bekommt 1 bis {most} Punkte",
        es: "cada persona recibe de 1 a {most} puntos",
    }
    /// More on one note than one has, or none.
    VOTE_MOST {
        en: "one note can get from 1 to {dots} dots of a person",
        it: "una nota può ricevere da 1 a {dots} punti da una persona",
        fr: "une note peut recevoir de 1 à {dots} points d’une même personne",
        de: "eine Notiz kann von einer Person 1 bis {dots} Punkte bekommen",
        es: "una nota puede recibir de 1 a {dots} puntos de una misma persona",
    }
    /// A filter of too much.
    VOTE_ONLY_MOST {
        en: "a vote can be narrowed to at most {most} colours, clusters or tags",
        it: "un voto si può limitare al massimo a {most} colori, temi o etichette",
        fr: "un vote peut être limité à {most} couleurs, thèmes ou étiquettes au plus",
        de: "eine Abstimmung lässt sich auf höchstens {most} Farben, Themen oder Schlagwörter begrenzen",
        es: "una votación se puede limitar como máximo a {most} colores, temas o etiquetas",
    }
    /// A colour that no note has.
    VOTE_COLOR {
        en: "{text} is not a colour of notes",
        it: "{text} non è un colore delle note",
        fr: "{text} n’est pas une couleur de note",
        de: "{text} ist keine Farbe von Notizen",
        es: "{text} no es un color de las notas",
    }
    /// A tag that no note can have.
    VOTE_TAG {
        en: "tags have at most {most} characters",
        it: "le etichette hanno al massimo {most} caratteri",
        fr: "les étiquettes ont au plus {most} caractères",
        de: "Schlagwörter haben höchstens {most} Zeichen",
        es: "las etiquetas tienen como máximo {most} caracteres",
    }
    /// Clusters, and more than one board.
    VOTE_CLUSTERS {
        en: "clusters are of one board: choose that board alone, or leave them out",
        it: "i temi sono di una lavagna sola: scegli solo quella, o lasciali stare",
        fr: "les thèmes sont d’un seul tableau\u{a0}: choisissez ce tableau seul, ou laissez-les de côté",
        de: "Themen gehören zu einer einzigen Pinnwand: wählen Sie nur diese, oder lassen Sie sie weg",
        es: "los temas son de un solo tablero: elige solo ese, o déjalos fuera",
    }

    /// Joining is closed.
    JOINING_CLOSED {
        en: "this workshop is not taking new people at the moment: ask who facilitates",
        it: "questo laboratorio al momento non accoglie altre persone: chiedi a chi facilita",
        fr: "cet atelier n’accueille plus personne pour le moment\u{a0}: demandez à la personne qui anime",
        de: "dieser Workshop nimmt im Moment niemanden mehr auf: fragen Sie die Moderation",
        es: "este taller no admite a más personas en este momento: pregunta a quien facilita",
    }
    /// The name of a person is empty or too long.
    PERSON_NAME {
        en: "write a name of 1 to {most} characters",
        it: "scrivi un nome da 1 a {most} caratteri",
        fr: "écrivez un nom de 1 à {most} caractères",
        de: "schreiben Sie einen Namen von 1 bis {most} Zeichen",
        es: "escribe un nombre de 1 a {most} caracteres",
    }
    /// There is no such group.
    NO_GROUP {
        en: "there is no group of that name",
        it: "non c'è un gruppo con questo nome",
        fr: "il n’y a pas de groupe de ce nom",
        de: "es gibt keine Gruppe dieses Namens",
        es: "no hay ningún grupo con ese nombre",
    }
    /// The workshop is full.
    WORKSHOP_FULL {
        en: "this workshop is full: ask who facilitates",
        it: "questo laboratorio è al completo: chiedi a chi facilita",
        fr: "cet atelier est complet\u{a0}: demandez à la personne qui anime",
        de: "dieser Workshop ist voll: fragen Sie die Moderation",
        es: "este taller está completo: pregunta a quien facilita",
    }
    /// A person cannot be made a facilitator.
    FACILITATOR_LINK {
        en: "who facilitates gets a link of their own",
        it: "chi facilita riceve un suo link",
        fr: "la personne qui anime reçoit son propre lien",
        de: "die Moderation bekommt einen eigenen Link",
        es: "quien facilita recibe un enlace propio",
    }
    /// A role that only single people have.
    ROLE_OF_MANY {
        en: "whole groups write, add, comment or read; who helps you is named one by one",
        it: "un gruppo intero scrive, aggiunge, commenta o legge; chi ti aiuta si sceglie persona per persona",
        fr: "un groupe entier écrit, ajoute, commente ou lit\u{a0}; les personnes qui vous aident se choisissent une à une",
        de: "ganze Gruppen schreiben, ergänzen, kommentieren oder lesen; wer Ihnen hilft, wird einzeln bestimmt",
        es: "un grupo entero escribe, añade, comenta o lee; quien te ayuda se elige persona por persona",
    }
    /// There is no such person.
    NOBODY {
        en: "there is nobody of that id",
        it: "non c'è nessuno con questo id",
        fr: "il n’y a personne avec cet identifiant",
        de: "es gibt niemanden mit dieser Kennung",
        es: "no hay nadie con ese identificador",
    }

    /// An entry of the list of expected people that is not, or no longer, to be had.
    ENTRY_TAKEN {
        en: "somebody has joined under this name already, or the list was changed: write a name of your own, or ask who facilitates",
        it: "qualcuno è già entrato con questo nome, o l'elenco è cambiato: scrivi un nome tuo, o chiedi a chi facilita",
        fr: "quelqu’un est déjà entré sous ce nom, ou la liste a changé\u{a0}: écrivez un autre nom, ou demandez à la personne qui anime",
        de: "unter diesem Namen ist schon jemand dabei, oder die Liste hat sich geändert: schreiben Sie einen eigenen Namen, oder fragen Sie die Moderation",
        es: "alguien ha entrado ya con este nombre, o la lista ha cambiado: escribe un nombre tuyo, o pregunta a quien facilita",
    }
    /// An address that somebody else of the workshop has.
    ADDRESS_TAKEN {
        en: "{text} is the address of somebody else here",
        it: "{text} è già l'indirizzo di un'altra persona",
        fr: "{text} est déjà l’adresse de quelqu’un d’autre ici",
        de: "{text} ist hier schon die Adresse von jemand anderem",
        es: "{text} ya es la dirección de otra persona",
    }
    /// What somebody works in.
    SECTOR { en: "sector", it: "settore", fr: "secteur", de: "Bereich", es: "sector" }
    /// Whom somebody works for.
    ORGANISATION { en: "organisation", it: "organizzazione", fr: "organisation", de: "Organisation", es: "organización" }
    /// Where somebody works.
    TERRITORY { en: "territory", it: "territorio", fr: "territoire", de: "Gebiet", es: "territorio" }

    /// A grouping that nobody has named.
    GROUPING { en: "Groups {number}", it: "Gruppi {number}", fr: "Groupes {number}", de: "Gruppen {number}", es: "Grupos {number}" }
    /// A grouping without a name, or with too long a one.
    GROUPING_NAME {
        en: "prepared groups need a name of 1 to {most} characters",
        it: "i gruppi preparati hanno bisogno di un nome da 1 a {most} caratteri",
        fr: "des groupes préparés ont besoin d’un nom de 1 à {most} caractères",
        de: "vorbereitete Gruppen brauchen einen Namen von 1 bis {most} Zeichen",
        es: "los grupos preparados necesitan un nombre de 1 a {most} caracteres",
    }
    /// Two groupings of one name.
    GROUPING_TWICE {
        en: "there are prepared groups called {name} already",
        it: "ci sono già gruppi preparati che si chiamano {name}",
        fr: "il y a déjà des groupes préparés qui s’appellent {name}",
        de: "es gibt schon vorbereitete Gruppen mit dem Namen {name}",
        es: "ya hay grupos preparados que se llaman {name}",
    }
    /// One grouping too many.
    GROUPINGS_MOST {
        en: "a workshop has at most {most} sets of prepared groups: remove one that is no longer needed",
        it: "un laboratorio ha al massimo {most} serie di gruppi preparati: togline una che non serve più",
        fr: "un atelier a au plus {most} jeux de groupes préparés\u{a0}: retirez-en un qui ne sert plus",
        de: "ein Workshop hat höchstens {most} vorbereitete Einteilungen: entfernen Sie eine, die nicht mehr gebraucht wird",
        es: "un taller tiene como máximo {most} series de grupos preparados: quita una que ya no haga falta",
    }
    /// A grouping that is not there.
    NO_GROUPING {
        en: "there are no such prepared groups any more",
        it: "questi gruppi preparati non ci sono più",
        fr: "ces groupes préparés n’existent plus",
        de: "diese vorbereiteten Gruppen gibt es nicht mehr",
        es: "esos grupos preparados ya no existen",
    }
    /// Mixing into no groups.
    NO_GROUPS {
        en: "the workshop has no groups yet: make some first",
        it: "il laboratorio non ha ancora gruppi: prima creane qualcuno",
        fr: "l’atelier n’a pas encore de groupes\u{a0}: créez-en d’abord",
        de: "der Workshop hat noch keine Gruppen: legen Sie zuerst welche an",
        es: "el taller todavía no tiene grupos: crea primero alguno",
    }
    /// A weight that is too large.
    WEIGHT {
        en: "weights are whole numbers from 0 to {most}",
        it: "i pesi sono numeri interi da 0 a {most}",
        fr: "les poids sont des nombres entiers de 0 à {most}",
        de: "Gewichte sind ganze Zahlen von 0 bis {most}",
        es: "los pesos son números enteros de 0 a {most}",
    }
    /// A seed that is too large.
    SEED {
        en: "a seed is a whole number below 2^53",
        it: "un seme è un numero intero minore di 2^53",
        fr: "une graine est un nombre entier inférieur à 2^53",
        de: "ein Startwert ist eine ganze Zahl unter 2^53",
        es: "una semilla es un número entero menor que 2^53",
    }

    /// A template without a name, or with too long a one.
    TEMPLATE_TITLE {
        en: "a template needs a name of 1 to {most} characters",
        it: "un modello ha bisogno di un nome, da 1 a {most} caratteri",
        fr: "un modèle a besoin d’un nom de 1 à {most} caractères",
        de: "eine Vorlage braucht einen Namen von 1 bis {most} Zeichen",
        es: "una plantilla necesita un nombre de 1 a {most} caracteres",
    }
    /// A template of nothing.
    TEMPLATE_EMPTY {
        en: "there is nothing on this board to save. Without the notes only clusters and their links are saved",
        it: "su questa lavagna non c'è nulla da salvare. Senza le note si salvano solo i temi e i loro legami",
        fr: "il n’y a rien à enregistrer sur ce tableau. Sans les notes, seuls les thèmes et leurs liens sont enregistrés",
        de: "auf dieser Pinnwand ist nichts zu speichern. Ohne die Notizen werden nur Themen und ihre Verbindungen gespeichert",
        es: "en este tablero no hay nada que guardar. Sin las notas se guardan solo los temas y sus vínculos",
    }

    /// A template of too much.
    TEMPLATE_TOO_LARGE {
        en: "there is more in this template than a board takes at once",
        it: "in questo modello c'è più di quanto una lavagna accolga in una volta",
        fr: "il y a dans ce modèle plus que ce qu’un tableau prend en une fois",
        de: "in dieser Vorlage ist mehr, als eine Pinnwand auf einmal aufnimmt",
        es: "en esta plantilla hay más de lo que un tablero admite de una vez",
    }

    /// A cell with nothing in it.
    CELL_EMPTY {
        en: "the column {column} is empty",
        it: "la colonna {column} è vuota",
        fr: "la colonne {column} est vide",
        de: "die Spalte {column} ist leer",
        es: "la columna {column} está vacía",
    }
    /// A cell with more than fits.
    CELL_LONG {
        en: "{column} has {length} characters, at most {most} fit",
        it: "{column} ha {length} caratteri, ce ne stanno al massimo {most}",
        fr: "{column} a {length} caractères, il y a de la place pour {most}",
        de: "{column} hat {length} Zeichen, höchstens {most} passen hinein",
        es: "{column} tiene {length} caracteres, caben como máximo {most}",
    }
    /// A cell that should be a number. The ends of the range are to be typed as they stand.
    NO_NUMBER {
        en: "{column} is \"{text}\", but should be a whole number from {low} to {high}",
        it: "{column} è \"{text}\", ma dovrebbe essere un numero intero da {low} a {high}",
        fr: "{column} vaut «\u{a0}{text}\u{a0}», mais devrait être un nombre entier de {low} à {high}",
        de: "{column} ist „{text}“, sollte aber eine ganze Zahl von {low} bis {high} sein",
        es: "{column} es «{text}», pero debería ser un número entero del {low} al {high}",
    }
    /// A row that is not one of a note.
    NO_NOTE {
        en: "type is \"{text}\", but only \"note\" can be imported",
        it: "type è \"{text}\", ma si può importare solo \"note\"",
        fr: "type vaut «\u{a0}{text}\u{a0}», mais seul «\u{a0}note\u{a0}» peut être importé",
        de: "type ist „{text}“, importiert wird aber nur „note“",
        es: "type es «{text}», pero solo se puede importar «note»",
    }
    /// A cell that should be a colour.
    NO_COLOR {
        en: "color is \"{text}\", but should be one of {choices} or #rrggbb",
        it: "color è \"{text}\", ma dovrebbe essere uno fra {choices} o #rrggbb",
        fr: "color vaut «\u{a0}{text}\u{a0}», mais devrait être parmi {choices} ou #rrggbb",
        de: "color ist „{text}“, sollte aber eines von {choices} oder #rrggbb sein",
        es: "color es «{text}», pero debería ser uno de {choices} o #rrggbb",
    }
    /// A cell that should be a date.
    CELL_DATE {
        en: "date is \"{text}\", but should look like 2026-11-24",
        it: "date è \"{text}\", ma dovrebbe essere come 2026-11-24",
        fr: "date vaut «\u{a0}{text}\u{a0}», mais devrait ressembler à 2026-11-24",
        de: "date ist „{text}“, sollte aber wie 2026-11-24 aussehen",
        es: "date es «{text}», pero debería ser como 2026-11-24",
    }
    /// A cell that should say how people work.
    NO_MODE {
        en: "mode is \"{text}\", but should be plenary or groups",
        it: "mode è \"{text}\", ma dovrebbe essere plenary o groups",
        fr: "mode vaut «\u{a0}{text}\u{a0}», mais devrait être plenary ou groups",
        de: "mode ist „{text}“, sollte aber plenary oder groups sein",
        es: "mode es «{text}», pero debería ser plenary o groups",
    }
    /// A cell that should be an address.
    NO_ADDRESS {
        en: "\"{text}\" is not an e-mail address",
        it: "\"{text}\" non è un indirizzo e-mail",
        fr: "«\u{a0}{text}\u{a0}» n’est pas une adresse e-mail",
        de: "„{text}“ ist keine E-Mail-Adresse",
        es: "«{text}» no es una dirección de correo",
    }
    /// An address that was there before.
    ADDRESS_TWICE {
        en: "{text} is there twice",
        it: "{text} c'è due volte",
        fr: "{text} y est deux fois",
        de: "{text} ist zweimal da",
        es: "{text} está dos veces",
    }
    /// A link without one of its ends.
    NO_END {
        en: "{column} \"{text}\" is neither a note nor a cluster of {group} in session {session}",
        it: "{column} \"{text}\" non è né una nota né un tema di {group} nell'incontro {session}",
        fr: "{column} «\u{a0}{text}\u{a0}» n’est ni une note ni un thème de {group} à la séance {session}",
        de: "{column} „{text}“ ist weder eine Notiz noch ein Thema von {group} in Treffen {session}",
        es: "{column} «{text}» no es ni una nota ni un tema de {group} en la sesión {session}",
    }
    /// Links of a board of which no notes came.
    NO_NOTES {
        en: "there are no notes of {group} in session {session} in this upload",
        it: "fra i file non ci sono note di {group} nell'incontro {session}",
        fr: "il n’y a pas de notes de {group} à la séance {session} dans cet envoi",
        de: "in diesem Import gibt es keine Notizen von {group} in Treffen {session}",
        es: "en este envío no hay notas de {group} en la sesión {session}",
    }
    /// A public page that would show nothing, or a board of somewhere else or of one person.
    PAGE_BOARDS {
        en: "a public page shows at least one board of this workshop, and no private one: choose them again",
        it: "una pagina pubblica mostra almeno una lavagna di questo laboratorio, e nessuna privata: sceglile di nuovo",
        fr: "une page publique montre au moins un tableau de cet atelier, et aucun qui soit privé\u{a0}: choisissez-les à nouveau",
        de: "eine öffentliche Seite zeigt mindestens eine Pinnwand dieses Workshops und keine private: wählen Sie sie neu",
        es: "una página pública muestra al menos un tablero de este taller, y ninguno privado: elígelos de nuevo",
    }
}

#[cfg(test)]
#[test]
fn ht51_what_a_workshop_says_is_whole() {
    let faults = board::words::faults(ALL);
    assert_eq!(faults, Vec::<String>::new());
}
