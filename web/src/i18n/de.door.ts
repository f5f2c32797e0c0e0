import type { DoorWords } from "./words";

/** Die Wörter der ersten Seite und der, auf der man beitritt. */
export const deDoor: DoorWords = {
  "app.claim": "Gruppen denken gemeinsam, und das Ergebnis bleibt.",

  "home.title": "Einem Workshop beitreten",
  "home.code": "Code",
  "home.code.hint": "Der Code steht auf dem Bildschirm der Moderation. Groß oder klein, mit oder ohne Bindestrich.",
  "home.go": "Weiter",
  "home.mine": "Ihre Workshops auf diesem Gerät",
  "home.facilitate": "Sie moderieren",
  "home.take_part": "Sie nehmen teil als {name}",
  "home.away": "Der Server antwortet nicht. Mit einem Code kommen Sie hinein, sobald die Verbindung wieder da ist.",
  "home.away.boards": "Diese öffnen sich auch ohne den Server:",

  "join.title": "Beitreten",
  "join.name": "Wie heißen Sie?",
  "join.name.hint": "Andere an der Pinnwand sehen den Namen. Ein Spitzname geht auch.",
  "join.group": "Ihre Gruppe",
  "join.group.any": "Dahin, wo Platz ist",
  "join.people": { one: "{n} Person", other: "{n} Personen" },
  "join.list": "Sind Sie eine von diesen Personen?",
  "join.list.other": "Nein, jemand anderes",
  "join.expected": "Dieser Code ist für {name}.",
  "join.go": "Zur Pinnwand",
  "join.again": "Weiter als {name}",
  "join.other": "Jemand anderes an diesem Gerät",
  "join.waiting": "{name}, Sie sind im Warteraum. Sobald Sie eingelassen werden, geht diese Seite von selbst weiter.",
  "join.away": "Der Server antwortet nicht. Sobald die Verbindung wieder da ist, geht es hier von selbst weiter.",
  "join.no_account": "Kein Konto, keine Cookies.",

  "gone.title": "Unter dieser Adresse ist nichts",
  "gone.text": "Vielleicht ist der Link unvollständig. Gehen Sie zur Startseite und geben Sie den Code ein.",
};
