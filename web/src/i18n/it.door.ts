import type { DoorWords } from "./words";

/** Le parole della prima pagina e di quella dove si entra. */
export const itDoor: DoorWords = {
  "app.claim": "Gruppi che pensano insieme dal vivo, e portano a casa il risultato.",

  "home.title": "Entra in un laboratorio",
  "home.code": "Codice",
  "home.code.hint": "Il codice è sullo schermo di chi facilita. Maiuscole o minuscole, con o senza trattino.",
  "home.go": "Continua",
  "home.mine": "I tuoi laboratori su questo dispositivo",
  "home.facilitate": "Faciliti tu",
  "home.take_part": "Partecipi come {name}",
  "home.away": "Il server non risponde. Con un codice si entra quando torna la connessione.",
  "home.away.boards": "Si aprono anche senza il server:",

  "join.title": "Entra",
  "join.name": "Come ti chiami?",
  "join.name.hint": "Lo vede chi è sulla lavagna. Va bene anche un soprannome.",
  "join.group": "Il tuo gruppo",
  "join.group.any": "Mettimi dove c'è posto",
  "join.people": { one: "{n} persona", other: "{n} persone" },
  "join.list": "Sei fra queste persone?",
  "join.list.other": "No, un'altra persona",
  "join.expected": "Questo codice è per {name}.",
  "join.go": "Vai alla lavagna",
  "join.again": "Continua come {name}",
  "join.other": "Un'altra persona su questo dispositivo",
  "join.waiting": "{name}, questa è la sala d'attesa. Appena ti fanno entrare la pagina va avanti da sola.",
  "join.away": "Il server non risponde. Appena torna la connessione questa pagina va avanti da sé.",
  "join.no_account": "Nessun account, nessun cookie.",

  "gone.title": "A questo indirizzo non c'è nulla",
  "gone.text": "Forse il link è incompleto. Torna all'inizio e scrivi il codice.",
};
