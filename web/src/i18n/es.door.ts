import type { DoorWords } from "./words";

/** Las palabras de la primera página y de aquella por la que se entra. */
export const esDoor: DoorWords = {
  "app.claim": "Grupos que piensan juntos en directo y se llevan el resultado.",

  "home.title": "Entrar en un taller",
  "home.code": "Código",
  "home.code.hint": "El código está en la pantalla de quien facilita. Mayúsculas o minúsculas, con o sin guion.",
  "home.go": "Continuar",
  "home.mine": "Tus talleres en este dispositivo",
  "home.facilitate": "Facilitas tú",
  "home.take_part": "Participas como {name}",
  "home.away": "El servidor no responde. Para entrar con un código hay que esperar a que vuelva la conexión.",
  "home.away.boards": "Estos se abren también sin el servidor:",

  "join.title": "Entrar",
  "join.name": "¿Cómo te llamas?",
  "join.name.hint": "Lo ven las demás personas del tablero. Vale también un apodo.",
  "join.group": "Tu grupo",
  "join.group.any": "Donde haya sitio",
  "join.people": { one: "{n} persona", other: "{n} personas" },
  "join.list": "¿Eres una de estas personas?",
  "join.list.other": "No, otra persona",
  "join.expected": "Este código es para {name}.",
  "join.go": "Ir al tablero",
  "join.again": "Continuar como {name}",
  "join.other": "Otra persona en este dispositivo",
  "join.waiting": "{name}, estás en la sala de espera. En cuanto te abran, esta página sigue sola.",
  "join.away": "El servidor no responde. En cuanto vuelva la conexión, esta página sigue sola.",
  "join.no_account": "Sin cuenta, sin cookies.",

  "gone.title": "En esta dirección no hay nada",
  "gone.text": "Quizá el enlace está incompleto. Vuelve al inicio y escribe el código.",
};
