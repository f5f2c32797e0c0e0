import type { Words } from "./words";

/** Le parole delle pagine di tutti in italiano; quelle dei menu della lavagna sono in it.board.ts, quelle di chi facilita in it.staff.ts. Si dà del tu; i ruoli non hanno genere. */
export const it: Words = {
  "app.name": "Plenaria",
  "language": "Lingua",
  "theme.dark": "Scuro",
  "theme.light": "Chiaro",
  "close": "Chiudi",
  "loading": "Un momento…",
  "more": "Altro",

  "error.network": "Il server non risponde. Controlla la connessione e riprova; non si è perso nulla.",
  "error.unexpected": "Qui qualcosa è andato storto. Ricarica la pagina; quello che era salvato è al sicuro.",

  "board.tools": "Strumenti",
  "board.stage": "Lavagna. Invio per scrivere, frecce per spostare, Tab per la nota seguente.",
  "board.note_text": "Testo della nota",
  "board.cluster_title": "Titolo del tema",
  "board.link_label": "Che cosa dice il legame",
  "board.untitled": "Tema senza titolo",
  "board.label_hint": "es. sostiene, richiede",
  "board.mark_text": "Testo",
  "board.link_handle": "Trascina per collegare",
  "board.plenary": "Plenaria",
  "board.canvas": "Canvas",
  "board.session": "Incontro {n}",
  "board.read_only": "Puoi leggere questa lavagna",
  "board.workshop": "Laboratorio",
  "board.opening": "Apro la lavagna…",
  "board.loading": "Carico la lavagna…",
  "board.missing": "Questa lavagna non è ancora su questo dispositivo. Si apre da sé quando torna la connessione.",

  "tool.select": "Scegli",
  "tool.note": "Nota",
  "tool.cluster": "Tema",
  "tool.draw": "Disegna",
  "tool.link": "Legame",
  "action.undo": "Annulla",
  "action.redo": "Ripeti",
  "action.help": "Scorciatoie da tastiera",
  "key.Control": "Ctrl",
  "key.Shift": "Maiusc",
  "key.Delete": "Canc",
  "key.Escape": "Esc",
  "key.Enter": "Invio",

  "saved.saved": "Salvato",
  "saved.saving": "Salvo…",
  "saved.offline": { one: "Senza rete: {n} modifica al sicuro su questo dispositivo", other: "Senza rete: {n} modifiche al sicuro su questo dispositivo" },
  "saved.offline.none": "Senza rete",
  "saved.unkept": { one: "Non salvato: {n} modifica solo in questa pagina. Lasciala aperta.", other: "Non salvato: {n} modifiche solo in questa pagina. Lasciala aperta." },
  "saved.connecting": "Mi collego…",

  "people": { one: "{n} persona qui", other: "{n} persone qui" },
  "people.you": "{name} (tu)",

  "notice.reload": "Ricarica",

  "outline": "Scaletta",
  "outline.show": "Mostra la scaletta",
  "outline.hide": "Nascondi la scaletta",
  "outline.empty_note": "(nota vuota)",

  "gone.home": "All'inizio",
  "seat.none": "Questo dispositivo non ha accesso a quella lavagna. Scrivi il codice del laboratorio.",
};
