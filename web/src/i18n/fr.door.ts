import type { DoorWords } from "./words";

/** Les mots de la première page et de celle où l’on entre. */
export const frDoor: DoorWords = {
  "app.claim": "Des groupes qui réfléchissent ensemble en direct, et en gardent le résultat.",

  "home.title": "Rejoindre un atelier",
  "home.code": "Code",
  "home.code.hint": "Le code est sur l’écran de la personne qui anime. Majuscules ou minuscules, avec ou sans tiret.",
  "home.go": "Continuer",
  "home.mine": "Vos ateliers sur cet appareil",
  "home.facilitate": "Vous animez",
  "home.take_part": "Vous participez sous le nom {name}",
  "home.away": "Le serveur ne répond pas. Pour entrer avec un code, il faut attendre le retour de la connexion.",
  "home.away.boards": "Ceux-ci s’ouvrent aussi sans le serveur\u00a0:",

  "join.title": "Entrer",
  "join.name": "Comment vous appelez-vous\u00a0?",
  "join.name.hint": "Les autres personnes du tableau le voient. Un surnom convient aussi.",
  "join.group": "Votre groupe",
  "join.group.any": "Là où il y a de la place",
  "join.people": { one: "{n} personne", other: "{n} personnes" },
  "join.list": "Êtes-vous l’une de ces personnes ?",
  "join.list.other": "Non, quelqu’un d’autre",
  "join.expected": "Ce code est pour {name}.",
  "join.go": "Aller au tableau",
  "join.again": "Continuer comme {name}",
  "join.other": "Une autre personne sur cet appareil",
  "join.waiting": "{name}, vous êtes dans la salle d’attente. Dès qu’on vous ouvre, cette page continue d’elle-même.",
  "join.away": "Le serveur ne répond pas. Dès le retour de la connexion, cette page continue d’elle-même.",
  "join.no_account": "Pas de compte, pas de cookies.",

  "gone.title": "Il n’y a rien à cette adresse",
  "gone.text": "Le lien est peut-être incomplet. Revenez à l’accueil et saisissez le code.",
};
