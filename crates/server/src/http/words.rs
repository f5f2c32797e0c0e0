//! Why something is refused, in plain words: what happened, that nothing is lost, and what to do. Codes are beside the
//! status, in `error.rs` and where each is used; the words here are free to change.

board::words! {
    /// What people read instead of the name of whoever facilitates.
    STAFF { en: "Facilitator", it: "Chi facilita", fr: "Animation", de: "Moderation", es: "Quien facilita" }

    /// No, wrong or ended token.
    UNAUTHORISED {
        en: "Your access is missing or has ended. Join again with the code.",
        it: "Il tuo accesso manca o è finito. Entra di nuovo con il codice.",
        fr: "Votre accès manque ou a pris fin. Entrez de nouveau avec le code.",
        de: "Ihr Zugang fehlt oder ist zu Ende. Treten Sie mit dem Code neu bei.",
        es: "Tu acceso falta o ha terminado. Entra de nuevo con el código.",
    }
    /// The token is good, but not for this.
    FORBIDDEN {
        en: "This is not yours to open or change. Ask who facilitates.",
        it: "Questo non è tuo da aprire o cambiare. Chiedi a chi facilita.",
        fr: "Vous ne pouvez pas ouvrir ou modifier cela. Demandez à la personne qui anime.",
        de: "Das können Sie nicht öffnen oder ändern. Fragen Sie die Moderation.",
        es: "Esto no lo puedes abrir ni cambiar. Pregunta a quien facilita.",
    }
    /// There is nothing of that id.
    UNKNOWN {
        en: "There is nothing at this address.",
        it: "A questo indirizzo non c'è nulla.",
        fr: "Il n’y a rien à cette adresse.",
        de: "Unter dieser Adresse ist nichts.",
        es: "En esta dirección no hay nada.",
    }
    /// A code or invite that opens nothing.
    WRONG_CODE {
        en: "This code does not open a workshop. Check it with who facilitates and try again.",
        it: "Questo codice non apre nessun laboratorio. Controllalo con chi facilita e riprova.",
        fr: "Ce code n’ouvre aucun atelier. Vérifiez-le avec la personne qui anime et réessayez.",
        de: "Dieser Code öffnet keinen Workshop. Prüfen Sie ihn mit der Moderation und versuchen Sie es noch einmal.",
        es: "Este código no abre ningún taller. Compruébalo con quien facilita y vuelve a intentarlo.",
    }
    /// Too many tries.
    SLOW_DOWN {
        en: "Too many tries. Wait {seconds} {seconds:second|seconds} and try again.",
        it: "Troppi tentativi. Aspetta {seconds} {seconds:secondo|secondi} e riprova.",
        fr: "Trop d’essais. Attendez {seconds} {seconds:seconde|secondes} et réessayez.",
        de: "Zu viele Versuche. Warten Sie {seconds} {seconds:Sekunde|Sekunden} und versuchen Sie es noch einmal.",
        es: "Demasiados intentos. Espera {seconds} {seconds:segundo|segundos} y vuelve a intentarlo.",
    }
    /// Somebody else has conducted meanwhile.
    CROSSED {
        en: "Somebody else was quicker. Look where the programme is now and try again if you still want it.",
        it: "Qualcun altro ha fatto prima. Guarda a che punto è il programma e riprova se serve ancora.",
        fr: "Quelqu’un d’autre a été plus rapide. Regardez où en est le programme et réessayez si c’est encore utile.",
        de: "Jemand anderes war schneller. Sehen Sie nach, wo das Programm steht, und versuchen Sie es noch einmal, wenn Sie es noch wollen.",
        es: "Alguien se adelantó. Mira por dónde va el programa y vuelve a intentarlo si aún lo quieres.",
    }
    /// Somebody else has changed the outline of the handbook meanwhile.
    OUTLINE_CROSSED {
        en: "Somebody else has changed this outline meanwhile. Nothing of theirs was overwritten: look at it, then decide.",
        it: "Nel frattempo qualcun altro ha cambiato questa scaletta. Non è stato sovrascritto nulla: guardala, poi decidi.",
        fr: "Quelqu’un d’autre a modifié ce plan entre-temps. Rien n’a été écrasé\u{a0}: regardez-le, puis décidez.",
        de: "Jemand anderes hat diese Gliederung inzwischen geändert. Nichts davon wurde überschrieben: Sehen Sie sie an, dann entscheiden Sie.",
        es: "Entretanto otra persona ha cambiado este esquema. No se ha sobrescrito nada: míralo y decide.",
    }
    /// What was chosen for the manifesto was changed by somebody else meanwhile.
    MANIFESTO_CROSSED {
        en: "Somebody else has changed this manifesto meanwhile. Nothing of theirs was overwritten: look at it, then decide.",
        it: "Nel frattempo qualcun altro ha cambiato questo manifesto. Non è stato sovrascritto nulla: guardalo, poi decidi.",
        fr: "Quelqu’un d’autre a modifié ce manifeste entre-temps. Rien n’a été écrasé\u{a0}: regardez-le, puis décidez.",
        de: "Jemand anderes hat dieses Manifest inzwischen geändert. Nichts davon wurde überschrieben: Sehen Sie es an, dann entscheiden Sie.",
        es: "Entretanto otra persona ha cambiado este manifiesto. No se ha sobrescrito nada: míralo y decide.",
    }
    /// Somebody else has changed what is public meanwhile.
    PAGE_CROSSED {
        en: "Somebody else has changed meanwhile what is public. Nothing was changed now: look at it, then decide.",
        it: "Nel frattempo qualcun altro ha cambiato ciò che è pubblico. Ora non è cambiato nulla: guarda, poi decidi.",
        fr: "Quelqu’un d’autre a changé entre-temps ce qui est public. Rien n’a été modifié maintenant\u{a0}: regardez, puis décidez.",
        de: "Jemand anderes hat inzwischen geändert, was öffentlich ist. Jetzt wurde nichts geändert: Sehen Sie es an, dann entscheiden Sie.",
        es: "Entretanto otra persona ha cambiado lo que es público. Ahora no se ha cambiado nada: míralo y decide.",
    }
    /// The QR code of a page that is not there.
    NOT_PUBLIC {
        en: "The workshop has no public page to which a QR code could lead. Publish it first, or leave the code out.",
        it: "Il laboratorio non ha una pagina pubblica a cui un codice QR possa portare. Prima pubblicala, oppure togli il codice.",
        fr: "L’atelier n’a pas de page publique à laquelle un code QR pourrait mener. Publiez-la d’abord, ou laissez le code de côté.",
        de: "Der Workshop hat keine öffentliche Seite, zu der ein QR-Code führen könnte. Veröffentlichen Sie sie zuerst, oder lassen Sie den Code weg.",
        es: "El taller no tiene una página pública a la que pueda llevar un código QR. Publícala primero o deja fuera el código.",
    }
    /// Dots for a round that is not open on this board.
    VOTE_CLOSED {
        en: "This vote is closed. What you gave before it closed counts.",
        it: "Questo voto è chiuso. I punti dati prima della chiusura contano.",
        fr: "Ce vote est clos. Les points que vous avez donnés avant la clôture comptent.",
        de: "Diese Abstimmung ist geschlossen. Punkte, die Sie vorher gegeben haben, zählen.",
        es: "Esta votación está cerrada. Los puntos que diste antes del cierre cuentan.",
    }
    /// More dots than a person has.
    VOTE_TOO_MANY {
        en: "You have {dots} {dots:dot|dots} in all. Take one back first.",
        it: "Hai {dots} {dots:punto|punti} in tutto. Prima riprendine uno.",
        fr: "Vous avez {dots} {dots:point|points} en tout. Reprenez-en un d’abord.",
        de: "Sie haben insgesamt {dots} {dots:Punkt|Punkte}. Nehmen Sie zuerst einen zurück.",
        es: "Tienes {dots} {dots:punto|puntos} en total. Retira uno antes.",
    }
    /// More dots on one note than it may get.
    VOTE_TOO_MANY_ON_ONE {
        en: "One note can get at most {most} {most:dot|dots} from you.",
        it: "Una nota può ricevere da te al massimo {most} {most:punto|punti}.",
        fr: "Une note peut recevoir de vous {most} {most:point|points} au plus.",
        de: "Eine Notiz kann von Ihnen höchstens {most} {most:Punkt|Punkte} bekommen.",
        es: "Una nota puede recibir de ti como máximo {most} {most:punto|puntos}.",
    }
    /// A note that is gone, or that this round is not about.
    VOTE_NOT_THERE {
        en: "One of these notes is not there any more, or this vote is not about it. Your other dots are as they were.",
        it: "Una di queste note non c'è più, o questo voto non la riguarda. Gli altri tuoi punti sono come prima.",
        fr: "Une de ces notes n’est plus là, ou ce vote ne la concerne pas. Vos autres points n’ont pas changé.",
        de: "Eine dieser Notizen ist nicht mehr da, oder es geht in dieser Abstimmung nicht um sie. Ihre anderen Punkte sind wie zuvor.",
        es: "Una de estas notas ya no está, o esta votación no trata de ella. Tus demás puntos están como antes.",
    }
    /// More than is compared at once.
    SUGGEST_MOST {
        en: "At most {most} are compared at once.",
        it: "Se ne confrontano al massimo {most} alla volta.",
        fr: "On en compare {most} au plus à la fois.",
        de: "Höchstens {most} werden auf einmal verglichen.",
        es: "Se comparan como máximo {most} a la vez.",
    }
    /// Why two notes are taken for one.
    SAME_WORDS { en: "the same words", it: "le stesse parole", fr: "les mêmes mots", de: "dieselben Wörter", es: "las mismas palabras" }
    /// Why two notes are taken for one.
    SAME_WORDS_OTHER_ORDER {
        en: "the same words in another order",
        it: "le stesse parole in un altro ordine",
        fr: "les mêmes mots dans un autre ordre",
        de: "dieselben Wörter in anderer Reihenfolge",
        es: "las mismas palabras en otro orden",
    }
    /// Why two notes are taken for one.
    SPELLING {
        en: "the same but for a letter: {words}",
        it: "uguali a parte una lettera: {words}",
        fr: "pareils à une lettre près\u{a0}: {words}",
        de: "gleich bis auf einen Buchstaben: {words}",
        es: "iguales salvo una letra: {words}",
    }
    /// Why two notes are taken for one.
    SHARED_WORDS {
        en: "nearly all words in common: {words}",
        it: "quasi tutte le parole in comune: {words}",
        fr: "presque tous les mots en commun\u{a0}: {words}",
        de: "fast alle Wörter gemeinsam: {words}",
        es: "casi todas las palabras en común: {words}",
    }
    /// It does not work at the moment, whoever asks.
    UNAVAILABLE {
        en: "The server cannot do this at the moment. Nothing is lost; try again shortly.",
        it: "Al momento il server non ci riesce. Non si è perso nulla; riprova fra poco.",
        fr: "Le serveur n’y arrive pas pour le moment. Rien n’est perdu\u{a0}; réessayez dans un instant.",
        de: "Der Server kann das im Moment nicht. Nichts ist verloren; versuchen Sie es gleich noch einmal.",
        es: "El servidor no puede hacerlo en este momento. No se ha perdido nada; vuelve a intentarlo enseguida.",
    }
    /// Larger than what is taken at once.
    TOO_LARGE {
        en: "This is larger than what is taken at once.",
        it: "Questo è più grande di quanto si può accogliere in una volta.",
        fr: "C’est plus grand que ce qui peut être pris en une fois.",
        de: "Das ist größer, als auf einmal übernommen werden kann.",
        es: "Esto es más grande de lo que se puede admitir de una vez.",
    }
    /// A body that ended before its end.
    CUT {
        en: "The upload broke off before its end, and nothing was taken. Send it again.",
        it: "L'invio si è interrotto prima della fine e non è entrato nulla. Mandalo di nuovo.",
        fr: "L’envoi s’est interrompu avant la fin et rien n’a été pris. Envoyez-le de nouveau.",
        de: "Die Übertragung brach vor dem Ende ab, und nichts wurde übernommen. Senden Sie es noch einmal.",
        es: "El envío se ha interrumpido antes del final y no ha entrado nada. Envíalo otra vez.",
    }
    /// An upload that is no picture we read, or a damaged one.
    NO_PICTURE {
        en: "This is no picture that can be read here. Take a PNG, JPEG, WebP or GIF.",
        it: "Questa non è un'immagine che si può leggere qui. Prendi un PNG, JPEG, WebP o GIF.",
        fr: "Ce n’est pas une image lisible ici. Prenez un fichier PNG, JPEG, WebP ou GIF.",
        de: "Das ist kein Bild, das hier gelesen werden kann. Nehmen Sie ein PNG, JPEG, WebP oder GIF.",
        es: "No es una imagen que se pueda leer aquí. Usa un PNG, JPEG, WebP o GIF.",
    }
    /// A picture with too many bytes or too many pixels.
    PICTURE_TOO_LARGE {
        en: "This picture is too large. Make it smaller, or take a photo of lower resolution.",
        it: "Questa immagine è troppo grande. Riducila, o scatta una foto a risoluzione più bassa.",
        fr: "Cette image est trop grande. Réduisez-la ou prenez une photo de plus faible résolution.",
        de: "Dieses Bild ist zu groß. Verkleinern Sie es, oder nehmen Sie ein Foto mit geringerer Auflösung auf.",
        es: "Esta imagen es demasiado grande. Redúcela o haz una foto de menor resolución.",
    }
    /// The workshop's pictures take as much as they may.
    PICTURES_FULL {
        en: "This workshop has as many pictures as it takes. What was written is not touched by it.",
        it: "Questo laboratorio ha già tutte le immagini che può tenere. Quello che avete scritto non ne risente.",
        fr: "Cet atelier a déjà toutes les images qu’il peut garder. Ce que vous avez écrit n’en est pas touché.",
        de: "Dieser Workshop hat so viele Bilder, wie er aufnimmt. Was geschrieben wurde, bleibt davon unberührt.",
        es: "Este taller ya tiene todas las imágenes que admite. Lo que habéis escrito no se ve afectado.",
    }
    /// A board that does not take an edit of the server.
    BOARD_REFUSED {
        en: "The board did not take it, and nothing was changed.",
        it: "La lavagna non l'ha accolto, e nulla è cambiato.",
        fr: "Le tableau ne l’a pas pris, et rien n’a changé.",
        de: "Die Pinnwand hat es nicht übernommen, und nichts hat sich geändert.",
        es: "El tablero no lo ha admitido y nada ha cambiado.",
    }
    /// A body that is not what is asked for. What the reader of JSON says is for programmers.
    JSON {
        en: "The request's JSON does not fit: {error}.",
        it: "Il JSON della richiesta non va: {error}.",
        fr: "Le JSON de la requête ne convient pas\u{a0}: {error}.",
        de: "Das JSON der Anfrage passt nicht: {error}.",
        es: "El JSON de la petición no encaja: {error}.",
    }
    /// A method that an address does not take.
    WRONG_METHOD {
        en: "This address does not take this kind of request.",
        it: "Questo indirizzo non accetta questo tipo di richiesta.",
        fr: "Cette adresse n’accepte pas ce type de requête.",
        de: "Diese Adresse nimmt diese Art von Anfrage nicht an.",
        es: "Esta dirección no admite este tipo de petición.",
    }
    /// Not a WebSocket where one is needed.
    UPGRADE {
        en: "This address speaks WebSocket version 13 only. If a browser came here by itself, a proxy in between takes away the upgrade.",
        it: "Questo indirizzo parla solo WebSocket versione 13. Se un browser è arrivato qui da solo, un proxy in mezzo toglie l'upgrade.",
        fr: "Cette adresse ne parle que WebSocket version 13. Si un navigateur est arrivé ici de lui-même, un proxy intermédiaire enlève l’upgrade.",
        de: "Diese Adresse spricht nur WebSocket Version 13. Kam ein Browser von selbst hierher, nimmt ein Proxy dazwischen das Upgrade weg.",
        es: "Esta dirección solo habla WebSocket versión 13. Si un navegador ha llegado aquí por sí mismo, un proxy intermedio quita el upgrade.",
    }
    /// One connection too many.
    TOO_MANY_SOCKETS {
        en: "Too many connections from this address. Close some and try again.",
        it: "Troppe connessioni da questo indirizzo. Chiudine qualcuna e riprova.",
        fr: "Trop de connexions depuis cette adresse. Fermez-en quelques-unes et réessayez.",
        de: "Zu viele Verbindungen von dieser Adresse. Schließen Sie einige und versuchen Sie es noch einmal.",
        es: "Demasiadas conexiones desde esta dirección. Cierra alguna y vuelve a intentarlo.",
    }

    /// One workshop too many.
    WORKSHOPS_MOST {
        en: "This server has as many workshops as it takes.",
        it: "Questo server ha già tutti i laboratori che può tenere.",
        fr: "Ce serveur a déjà tous les ateliers qu’il peut accueillir.",
        de: "Dieser Server hat schon so viele Workshops, wie er aufnimmt.",
        es: "Este servidor ya tiene todos los talleres que admite.",
    }
    /// One template too many.
    TEMPLATES_MOST {
        en: "This workshop has {most} templates, which is as many as it takes. Remove one first.",
        it: "Questo laboratorio ha già {most} modelli, quanti ne può tenere. Togline prima uno.",
        fr: "Cet atelier a déjà {most} modèles, autant qu’il peut en garder. Retirez-en d’abord un.",
        de: "Dieser Workshop hat {most} Vorlagen, mehr nimmt er nicht auf. Entfernen Sie zuerst eine.",
        es: "Este taller ya tiene {most} plantillas, todas las que admite. Quita primero una.",
    }
    /// A board with more than a template holds.
    TEMPLATE_LARGE {
        en: "There is more on this board than a template holds. {remedy}",
        it: "Su questa lavagna c'è più di quanto un modello può tenere. {remedy}",
        fr: "Il y a sur ce tableau plus que ce qu’un modèle peut contenir. {remedy}",
        de: "Auf dieser Pinnwand ist mehr, als in eine Vorlage passt. {remedy}",
        es: "En este tablero hay más de lo que cabe en una plantilla. {remedy}",
    }
    /// What helps against it, with notes.
    TEMPLATE_LARGE_NOTES {
        en: "Save it without its notes, or from a smaller board.",
        it: "Salvalo senza le note, o da una lavagna più piccola.",
        fr: "Enregistrez-le sans ses notes, ou à partir d’un tableau plus petit.",
        de: "Speichern Sie sie ohne die Notizen oder von einer kleineren Pinnwand.",
        es: "Guárdala sin sus notas, o desde un tablero más pequeño.",
    }
    /// What helps against it, without.
    TEMPLATE_LARGE_BOARD {
        en: "Save it from a smaller board.",
        it: "Salvalo da una lavagna più piccola.",
        fr: "Enregistrez-le à partir d’un tableau plus petit.",
        de: "Speichern Sie sie von einer kleineren Pinnwand.",
        es: "Guárdala desde un tablero más pequeño.",
    }
    /// A resolution that no poster has.
    DPI {
        en: "dpi goes from {low} to {high}.",
        it: "dpi va da {low} a {high}.",
        fr: "dpi va de {low} à {high}.",
        de: "dpi geht von {low} bis {high}.",
        es: "dpi va de {low} a {high}.",
    }
    /// An address whose choices cannot be read.
    ADDRESS {
        en: "The choices in this address cannot be read: {error}",
        it: "Le scelte in questo indirizzo non si leggono: {error}",
        fr: "Les choix dans cette adresse ne se lisent pas\u{a0}: {error}",
        de: "Die Angaben in dieser Adresse sind nicht lesbar: {error}",
        es: "Las opciones de esta dirección no se pueden leer: {error}",
    }
    /// A part of a board that is none.
    AREA {
        en: "area has four numbers: left, top, width and height, as in -100,0,800,600.",
        it: "area ha quattro numeri: sinistra, alto, larghezza e altezza, per esempio -100,0,800,600.",
        fr: "area a quatre nombres\u{a0}: gauche, haut, largeur et hauteur, par exemple -100,0,800,600.",
        de: "area hat vier Zahlen: links, oben, Breite und Höhe, zum Beispiel -100,0,800,600.",
        es: "area tiene cuatro números: izquierda, arriba, ancho y alto, por ejemplo -100,0,800,600.",
    }
    /// Credits of a poster that are none of the choices.
    CREDITS {
        en: "{value} is no choice for credits; choose none, groups or people.",
        it: "{value} non è una scelta per le firme; scegli fra none, groups e people.",
        fr: "{value} n’est pas un choix pour les signatures\u{a0}; choisissez none, groups ou people.",
        de: "{value} ist keine Wahl für die Namen; wählen Sie none, groups oder people.",
        es: "{value} no es una opción para las firmas; elige none, groups o people.",
    }
    /// More logos than have room.
    LOGOS {
        en: "A sheet has room for {most} logos. Leave some out.",
        it: "Su un foglio c’è posto per {most} loghi. Togline qualcuno.",
        fr: "Une feuille a de la place pour {most} logos. Retirez-en.",
        de: "Auf einem Blatt ist Platz für {most} Logos. Lassen Sie welche weg.",
        es: "En una hoja caben {most} logotipos. Quita alguno.",
    }
    /// A logo that is not kept here.
    NO_SUCH_LOGO {
        en: "One of the logos is not here any more. Add it again.",
        it: "Uno dei loghi non c’è più. Aggiungilo di nuovo.",
        fr: "L’un des logos n’est plus là. Ajoutez-le de nouveau.",
        de: "Eines der Logos ist nicht mehr da. Fügen Sie es noch einmal hinzu.",
        es: "Uno de los logotipos ya no está. Añádelo de nuevo.",
    }
    /// A file of no sheets, or of too many.
    SHEETS {
        en: "A file has from one to {most} sheets. Choose the boards again.",
        it: "Un file ha da uno a {most} fogli. Scegli di nuovo le lavagne.",
        fr: "Un fichier a de une à {most} feuilles. Choisissez de nouveau les tableaux.",
        de: "Eine Datei hat ein bis {most} Blätter. Wählen Sie die Pinnwände neu.",
        es: "Un archivo tiene de una a {most} hojas. Elige de nuevo los tableros.",
    }
    /// A cluster that is not on the board.
    NO_SUCH_CLUSTER {
        en: "This board has no such cluster any more. Choose another one, or the whole board.",
        it: "Questa lavagna non ha più quel tema. Scegline un altro, o tutta la lavagna.",
        fr: "Ce tableau n’a plus ce thème. Choisissez-en un autre, ou tout le tableau.",
        de: "Diese Pinnwand hat dieses Thema nicht mehr. Wählen Sie ein anderes oder die ganze Pinnwand.",
        es: "Este tablero ya no tiene ese tema. Elige otro, o todo el tablero.",
    }

    /// A collect into a group.
    COLLECT_INTO {
        en: "Group boards are collected into plenary or the canvas, not into another group.",
        it: "Le lavagne dei gruppi si raccolgono nella plenaria o nel canvas, non in un altro gruppo.",
        fr: "Les tableaux des groupes se mettent en commun dans la plénière ou le canevas, pas dans un autre groupe.",
        de: "Die Pinnwände der Gruppen werden im Plenum oder im Canvas zusammengetragen, nicht in einer anderen Gruppe.",
        es: "Los tableros de los grupos se ponen en común en la plenaria o en el lienzo, no en otro grupo.",
    }
    /// A collect from what is no group.
    COLLECT_FROM {
        en: "Only group boards can be collected.",
        it: "Si raccolgono solo le lavagne dei gruppi.",
        fr: "Seuls les tableaux des groupes se mettent en commun.",
        de: "Nur Pinnwände von Gruppen lassen sich zusammentragen.",
        es: "Solo se ponen en común los tableros de los grupos.",
    }
    /// The heading over what fits into no theme.
    THEMES_REST { en: "Other", it: "Altro", fr: "Autres", de: "Sonstiges", es: "Otras" }
    /// A send to what is no group.
    SEND_INTO {
        en: "Things are sent to boards of other groups. Choose some of those.",
        it: "Si manda alle lavagne degli altri gruppi. Scegli fra quelle.",
        fr: "On envoie aux tableaux des autres groupes. Choisissez parmi ceux-ci.",
        de: "Gesendet wird an Pinnwände anderer Gruppen. Wählen Sie unter diesen.",
        es: "Se envía a los tableros de otros grupos. Elige entre ellos.",
    }
    /// A send of nothing, or to nobody.
    SEND_NOTHING {
        en: "There is nothing to send, or nobody to send it to. Choose notes or clusters, and at least one group.",
        it: "Non c'è nulla da mandare, o nessuno a cui mandarlo. Scegli note o temi, e almeno un gruppo.",
        fr: "Il n’y a rien à envoyer, ou personne à qui l’envoyer. Choisissez des notes ou des thèmes, et au moins un groupe.",
        de: "Es gibt nichts zu senden, oder niemanden, der es bekommt. Wählen Sie Notizen oder Themen und mindestens eine Gruppe.",
        es: "No hay nada que enviar, o nadie a quien enviarlo. Elige notas o temas, y al menos un grupo.",
    }
    /// A version without a name, or with one that is too long.
    VERSION_NAME {
        en: "Give this version a name of at most {most} characters.",
        it: "Dai a questa versione un nome di al massimo {most} caratteri.",
        fr: "Donnez à cette version un nom de {most} caractères au plus.",
        de: "Geben Sie dieser Version einen Namen von höchstens {most} Zeichen.",
        es: "Ponle a esta versión un nombre de {most} caracteres como máximo.",
    }
    /// How far back what somebody did can be taken back.
    UNDO_MINUTES {
        en: "Choose from 1 to {most} minutes.",
        it: "Scegli da 1 a {most} minuti.",
        fr: "Choisissez de 1 à {most} minutes.",
        de: "Wählen Sie 1 bis {most} Minuten.",
        es: "Elige de 1 a {most} minutos.",
    }
    /// As many versions as there may be.
    VERSIONS_MOST {
        en: "This board has {count} versions. Remove some that you no longer need, then try again.",
        it: "Questa lavagna ha {count} versioni. Togline qualcuna che non serve più, poi riprova.",
        fr: "Ce tableau a {count} versions. Supprimez-en dont vous n’avez plus besoin, puis réessayez.",
        de: "Diese Pinnwand hat {count} Versionen. Entfernen Sie einige, die Sie nicht mehr brauchen, und versuchen Sie es noch einmal.",
        es: "Este tablero tiene {count} versiones. Quita alguna que ya no necesites y vuelve a intentarlo.",
    }
    /// An undo of what is no more the latest.
    NOT_LATEST {
        en: "Only what was collected or sent last can be taken back, and only once.",
        it: "Si può tornare indietro solo dall'ultima raccolta o dall'ultimo invio, e una volta sola.",
        fr: "On ne peut revenir que sur la dernière mise en commun ou le dernier envoi, et une seule fois.",
        de: "Nur was zuletzt zusammengetragen oder gesendet wurde, lässt sich zurücknehmen, und nur einmal.",
        es: "Solo se puede volver atrás desde la última puesta en común o el último envío, y una sola vez.",
    }

    /// An import without its form.
    NO_FORM {
        en: "Send a form (multipart/form-data) with at least one of the files notes, links, agenda and rooms.",
        it: "Invia un modulo (multipart/form-data) con almeno uno dei file notes, links, agenda e rooms.",
        fr: "Envoyez un formulaire (multipart/form-data) avec au moins un des fichiers notes, links, agenda et rooms.",
        de: "Senden Sie ein Formular (multipart/form-data) mit mindestens einer der Dateien notes, links, agenda und rooms.",
        es: "Envía un formulario (multipart/form-data) con al menos uno de los archivos notes, links, agenda y rooms.",
    }
    /// An import that is safe and not written yet.
    IMPORT_NOT_YET {
        en: "The import is kept, but the server cannot write all of it at the moment. It goes on by itself: do not import again.",
        it: "L'importazione è al sicuro, ma al momento il server non riesce a scriverla tutta. Va avanti da sé: non importare di nuovo.",
        fr: "L’import est en sécurité, mais le serveur ne peut pas tout écrire pour le moment. Il continue de lui-même\u{a0}: n’importez pas de nouveau.",
        de: "Der Import ist sicher, aber der Server kann ihn im Moment nicht ganz schreiben. Es geht von selbst weiter: importieren Sie nicht noch einmal.",
        es: "La importación está a salvo, pero el servidor no puede escribirla entera en este momento. Sigue por sí sola: no importes otra vez.",
    }
    /// An import with rows that cannot be taken.
    WRONG_ROWS {
        en: "Nothing was imported: {count} {count:row needs|rows need} a look. The first: {first}.",
        it: "Non è entrato nulla: {count} {count:riga è|righe sono} da rivedere. La prima: {first}.",
        fr: "Rien n’a été importé\u{a0}: {count} {count:ligne est|lignes sont} à revoir. La première\u{a0}: {first}.",
        de: "Nichts wurde importiert: {count} {count:Zeile ist|Zeilen sind} durchzusehen. Die erste: {first}.",
        es: "No ha entrado nada: hay que revisar {count} {count:línea|líneas}. La primera: {first}.",
    }
    /// A file of a kind nobody knows.
    FILE_KINDS {
        en: "This kind of file is not known. It is one of {kinds}.",
        it: "Questo tipo di file non è conosciuto. Può essere {kinds}.",
        fr: "Ce type de fichier est inconnu. Les types possibles sont {kinds}.",
        de: "Diese Art von Datei ist nicht bekannt. Möglich sind {kinds}.",
        es: "Este tipo de archivo no se conoce. Puede ser {kinds}.",
    }
    /// A file of which nothing is taken.
    FILE_WRONG {
        en: "The file was not taken: {reason}. The board is as it was.",
        it: "Il file non è stato preso: {reason}. La lavagna è come prima.",
        fr: "Le fichier n’a pas été pris\u{a0}: {reason}. Le tableau est inchangé.",
        de: "Die Datei wurde nicht genommen: {reason}. Das Board ist wie zuvor.",
        es: "El archivo no se ha tomado: {reason}. El tablero está como antes.",
    }
    /// The same, with the place.
    FILE_WRONG_AT {
        en: "The file was not taken. Line {line}: {reason}. The board is as it was.",
        it: "Il file non è stato preso. Riga {line}: {reason}. La lavagna è come prima.",
        fr: "Le fichier n’a pas été pris. Ligne {line}\u{a0}: {reason}. Le tableau est inchangé.",
        de: "Die Datei wurde nicht genommen. Zeile {line}: {reason}. Das Board ist wie zuvor.",
        es: "El archivo no se ha tomado. Línea {line}: {reason}. El tablero está como antes.",
    }
    /// The name of the version that is kept before a file comes in.
    BEFORE_IMPORT {
        en: "Before a file came in",
        it: "Prima dell'importazione di un file",
        fr: "Avant l’importation d’un fichier",
        de: "Vor dem Import einer Datei",
        es: "Antes de importar un archivo",
    }
    /// One of them.
    ROW {
        en: "{file}, line {line}: {reason}",
        it: "{file}, riga {line}: {reason}",
        fr: "{file}, ligne {line}\u{a0}: {reason}",
        de: "{file}, Zeile {line}: {reason}",
        es: "{file}, línea {line}: {reason}",
    }
}

#[cfg(test)]
#[test]
fn ht51_refusals_are_whole() {
    assert_eq!(board::words::faults(ALL), Vec::<String>::new());
}
