import type { Words } from "./words";

/** Les mots des pages de tout le monde ; ceux des menus du tableau sont dans fr.board.ts, ceux de l’animation dans fr.staff.ts. On vouvoie ; les rôles n’ont pas de genre. */
export const fr: Words = {
  "app.name": "Plenaria",
  "language": "Langue",
  "theme.dark": "Sombre",
  "theme.light": "Clair",
  "close": "Fermer",
  "loading": "Un instant…",
  "more": "Plus",

  "error.network": "Le serveur ne répond pas. Vérifiez la connexion et réessayez\u00a0; rien n’est perdu.",
  "error.unexpected": "Quelque chose s’est mal passé ici. Rechargez la page\u00a0; ce qui était enregistré est en sécurité.",

  "board.tools": "Outils",
  "board.stage": "Tableau. Entrée pour écrire, flèches pour déplacer, Tab pour la note suivante.",
  "board.note_text": "Texte de la note",
  "board.cluster_title": "Titre du thème",
  "board.link_label": "Ce que dit le lien",
  "board.untitled": "Thème sans titre",
  "board.label_hint": "p. ex. soutient, nécessite",
  "board.mark_text": "Texte",
  "board.link_handle": "Tirer pour relier",
  "board.plenary": "Plénière",
  "board.canvas": "Canevas",
  "board.session": "Séance {n}",
  "board.read_only": "Vous pouvez lire ce tableau",
  "board.workshop": "Atelier",
  "board.opening": "Ouverture du tableau…",
  "board.loading": "Chargement du tableau…",
  "board.missing": "Ce tableau n’est pas encore sur cet appareil. Il s’ouvrira de lui-même au retour de la connexion.",

  "tool.select": "Choisir",
  "tool.note": "Note",
  "tool.cluster": "Thème",
  "tool.draw": "Dessiner",
  "tool.link": "Lien",
  "action.undo": "Annuler",
  "action.redo": "Rétablir",
  "action.help": "Raccourcis clavier",
  "key.Control": "Ctrl",
  "key.Shift": "Maj",
  "key.Delete": "Suppr",
  "key.Escape": "Échap",
  "key.Enter": "Entrée",

  "saved.saved": "Enregistré",
  "saved.saving": "Enregistrement…",
  "saved.offline": { one: "Hors connexion\u00a0: {n} modification en sécurité sur cet appareil", other: "Hors connexion\u00a0: {n} modifications en sécurité sur cet appareil" },
  "saved.offline.none": "Hors connexion",
  "saved.unkept": { one: "Non enregistré\u00a0: {n} modification seulement dans cette page. Laissez-la ouverte.", other: "Non enregistré\u00a0: {n} modifications seulement dans cette page. Laissez-la ouverte." },
  "saved.connecting": "Connexion…",

  "people": { one: "{n} personne ici", other: "{n} personnes ici" },
  "people.you": "{name} (vous)",

  "notice.reload": "Recharger",

  "outline": "Plan",
  "outline.show": "Afficher le plan",
  "outline.hide": "Masquer le plan",
  "outline.empty_note": "(note vide)",

  "gone.home": "Retour à l’accueil",
  "seat.none": "Cet appareil n’a pas accès à ce tableau. Saisissez le code de l’atelier.",
};
