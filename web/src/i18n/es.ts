import type { Words } from "./words";

/** Las palabras de las páginas de todo el mundo; las de los menús del tablero están en es.board.ts, las de quien facilita en es.staff.ts. Se trata de tú; los roles no tienen género. */
export const es: Words = {
  "app.name": "Plenaria",
  "language": "Idioma",
  "theme.dark": "Oscuro",
  "theme.light": "Claro",
  "close": "Cerrar",
  "loading": "Un momento…",
  "more": "Más",

  "error.network": "El servidor no responde. Comprueba la conexión y vuelve a intentarlo; no se ha perdido nada.",
  "error.unexpected": "Algo ha ido mal aquí. Vuelve a cargar la página; lo que estaba guardado está a salvo.",

  "board.tools": "Herramientas",
  "board.stage": "Tablero. Intro para escribir, flechas para mover, Tab para la nota siguiente.",
  "board.note_text": "Texto de la nota",
  "board.cluster_title": "Título del tema",
  "board.link_label": "Qué dice el vínculo",
  "board.untitled": "Tema sin título",
  "board.label_hint": "p. ej. apoya, requiere",
  "board.mark_text": "Texto",
  "board.link_handle": "Arrastra para vincular",
  "board.plenary": "Plenaria",
  "board.canvas": "Lienzo",
  "board.session": "Sesión {n}",
  "board.read_only": "Puedes leer este tablero",
  "board.workshop": "Taller",
  "board.opening": "Abriendo el tablero…",
  "board.loading": "Cargando el tablero…",
  "board.missing": "Este tablero aún no está en este dispositivo. Se abrirá solo cuando vuelva la conexión.",

  "tool.select": "Elegir",
  "tool.note": "Nota",
  "tool.cluster": "Tema",
  "tool.draw": "Dibujar",
  "tool.link": "Vínculo",
  "action.undo": "Deshacer",
  "action.redo": "Rehacer",
  "action.help": "Atajos de teclado",
  "key.Control": "Ctrl",
  "key.Shift": "Mayús",
  "key.Delete": "Supr",
  "key.Escape": "Esc",
  "key.Enter": "Intro",

  "saved.saved": "Guardado",
  "saved.saving": "Guardando…",
  "saved.offline": { one: "Sin conexión: {n} cambio a salvo en este dispositivo", other: "Sin conexión: {n} cambios a salvo en este dispositivo" },
  "saved.offline.none": "Sin conexión",
  "saved.unkept": { one: "Sin guardar: {n} cambio solo en esta página. Déjala abierta.", other: "Sin guardar: {n} cambios solo en esta página. Déjala abierta." },
  "saved.connecting": "Conectando…",

  "people": { one: "{n} persona aquí", other: "{n} personas aquí" },
  "people.you": "{name} (tú)",

  "notice.reload": "Volver a cargar",

  "outline": "Esquema",
  "outline.show": "Mostrar el esquema",
  "outline.hide": "Ocultar el esquema",
  "outline.empty_note": "(nota vacía)",

  "gone.home": "Ir al inicio",
  "seat.none": "Este dispositivo no tiene acceso a ese tablero. Escribe el código del taller.",
};
