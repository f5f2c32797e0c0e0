/** The one script of a public page (`/public.js`). The page is whole without it. */
import { Viewer } from "./viewer";

for (const canvas of document.querySelectorAll<HTMLElement>(".canvas")) {
  const [frame, tools] = [canvas.querySelector<HTMLElement>(".frame"), canvas.querySelector<HTMLElement>(".tools")];
  const image = frame?.querySelector("img");
  if (frame && tools && image) new Viewer(canvas, frame, image, tools);
}
