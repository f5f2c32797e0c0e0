import type { Words } from "./words";

/** Die Wörter der Seiten für alle; die der Menüs einer Pinnwand stehen in de.board.ts, die der Moderation in de.staff.ts. Angesprochen wird mit Sie; Rollen haben kein Geschlecht. */
export const de: Words = {
  "app.name": "Plenaria",
  "language": "Sprache",
  "theme.dark": "Dunkel",
  "theme.light": "Hell",
  "close": "Schließen",
  "loading": "Einen Moment…",
  "more": "Mehr",

  "error.network": "Der Server antwortet nicht. Prüfen Sie die Verbindung und versuchen Sie es noch einmal; nichts ist verloren.",
  "error.unexpected": "Hier ist etwas schiefgegangen. Laden Sie die Seite neu; was gespeichert war, ist sicher.",

  "board.tools": "Werkzeuge",
  "board.stage": "Pinnwand. Eingabetaste zum Schreiben, Pfeiltasten zum Verschieben, Tab zur nächsten Notiz.",
  "board.note_text": "Text der Notiz",
  "board.cluster_title": "Titel des Themas",
  "board.link_label": "Was die Verbindung sagt",
  "board.untitled": "Thema ohne Titel",
  "board.label_hint": "z. B. stützt, braucht",
  "board.mark_text": "Text",
  "board.link_handle": "Zum Verbinden ziehen",
  "board.plenary": "Plenum",
  "board.canvas": "Canvas",
  "board.session": "Treffen {n}",
  "board.read_only": "Sie können diese Pinnwand lesen",
  "board.workshop": "Workshop",
  "board.opening": "Pinnwand wird geöffnet…",
  "board.loading": "Pinnwand wird geladen…",
  "board.missing": "Diese Pinnwand ist noch nicht auf diesem Gerät. Sie öffnet sich von selbst, sobald die Verbindung wieder da ist.",

  "tool.select": "Auswahl",
  "tool.note": "Notiz",
  "tool.cluster": "Thema",
  "tool.draw": "Zeichnen",
  "tool.link": "Verbindung",
  "action.undo": "Rückgängig",
  "action.redo": "Wiederholen",
  "action.help": "Tastenkürzel",
  "key.Control": "Strg",
  "key.Shift": "Umschalt",
  "key.Delete": "Entf",
  "key.Escape": "Esc",
  "key.Enter": "Eingabe",

  "saved.saved": "Gespeichert",
  "saved.saving": "Speichert…",
  "saved.offline": { one: "Ohne Verbindung: {n} Änderung sicher auf diesem Gerät", other: "Ohne Verbindung: {n} Änderungen sicher auf diesem Gerät" },
  "saved.offline.none": "Ohne Verbindung",
  "saved.unkept": { one: "Nicht gespeichert: {n} Änderung nur auf dieser Seite. Lassen Sie sie offen.", other: "Nicht gespeichert: {n} Änderungen nur auf dieser Seite. Lassen Sie sie offen." },
  "saved.connecting": "Verbindet…",

  "people": { one: "{n} Person hier", other: "{n} Personen hier" },
  "people.you": "{name} (Sie)",

  "notice.reload": "Neu laden",

  "outline": "Gliederung",
  "outline.show": "Gliederung zeigen",
  "outline.hide": "Gliederung ausblenden",
  "outline.empty_note": "(leere Notiz)",

  "gone.home": "Zur Startseite",
  "seat.none": "Dieses Gerät hat keinen Zugang zu dieser Pinnwand. Geben Sie den Code des Workshops ein.",
};
