/** Excalidraw as it comes from npm, with the notes, clusters and links of a board of ours as its own elements. */
import { convertToExcalidrawElements, Excalidraw } from "@excalidraw/excalidraw";
import "@excalidraw/excalidraw/index.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";

const PAPERS = { yellow: "#ffe98f", orange: "#ffc995", pink: "#ffc2d4", green: "#c5e8b2", blue: "#bddef8", violet: "#dacbf8", white: "#ffffff" };

/** Once per scene: a board that somebody comes back to has its elements already. */
function converted({ notes, clusters, links }) {
  const box = ([x, y], [width, height]) => ({ x, y, width, height, strokeWidth: 1, roughness: 0 });
  return convertToExcalidrawElements(
    [
      ...Object.entries(clusters).flatMap(([id, { pos, size, title }]) => [
        { type: "rectangle", id, ...box(pos, size), strokeColor: "#8a857a" },
        { type: "text", x: pos[0] + 16, y: pos[1] + 16, text: title, fontSize: 24, fontFamily: 2 },
      ]),
      ...Object.entries(notes).map(([id, { pos, size, text, color }]) => ({
        type: "rectangle", id, ...box(pos, size), backgroundColor: PAPERS[color] ?? PAPERS.yellow, fillStyle: "solid", label: { text, fontSize: 20, fontFamily: 2 },
      })),
      ...Object.values(links).flatMap(({ from, to, label }) => {
        const [a, b] = [notes[from], notes[to]];
        if (!a || !b) return [];
        const [x, y] = [a.pos[0] + a.size[0] / 2, a.pos[1] + a.size[1] / 2];
        const points = [[0, 0], [b.pos[0] + b.size[0] / 2 - x, b.pos[1] + b.size[1] / 2 - y]];
        return [{ type: "arrow", x, y, points, start: { id: from }, end: { id: to }, roughness: 0, label: { text: label, fontSize: 16, fontFamily: 2 } }];
      }),
    ],
    { regenerateIds: false },
  );
}

let api = null;
const elements = fetch("/elements.json").then((answer) => (answer.status === 200 ? answer.json() : null));

// What is drawn is a picture of each element, made once: the first of them on a canvas is the first that is seen.
const { drawImage } = CanvasRenderingContext2D.prototype;
let seen = false;
CanvasRenderingContext2D.prototype.drawImage = function (...all) {
  drawImage.apply(this, all);
  if (seen || !this.canvas.isConnected) return;
  seen = true;
  performance.mark("board-painted");
};

window.peer = {
  converted,
  get isReady() {
    return api !== null && api.getSceneElements().length > 0;
  },
  /** The middle of everything, at a zoom. */
  look(value) {
    const all = api.getSceneElements();
    const middle = (from, to) => (Math.min(...all.map(from)) + Math.max(...all.map(to))) / 2;
    const [x, y] = [middle((one) => one.x, (one) => one.x + one.width), middle((one) => one.y, (one) => one.y + one.height)];
    const { width, height } = api.getAppState();
    api.updateScene({ appState: { zoom: { value }, scrollX: width / 2 / value - x, scrollY: height / 2 / value - y } });
  },
  /** Where on the screen the note lies that is nearest to the middle. */
  near() {
    const { width, height, scrollX, scrollY, zoom } = api.getAppState();
    const at = ({ x, y, width: w, height: h }) => ({ x: (x + w / 2 + scrollX) * zoom.value, y: (y + h / 2 + scrollY) * zoom.value });
    const away = (one) => Math.hypot(at(one).x - width / 2, at(one).y - height / 2);
    const notes = api.getSceneElements().filter(({ type, backgroundColor }) => type === "rectangle" && backgroundColor !== "transparent");
    return at(notes.reduce((best, one) => (away(one) < away(best) ? one : best)));
  },
};

createRoot(document.getElementById("root")).render(
  createElement(Excalidraw, {
    excalidrawAPI: (its) => (api = its),
    initialData: elements.then((all) => ({ elements: all ?? [], appState: { viewBackgroundColor: "#f6f4f0" }, scrollToContent: true })),
  }),
);
