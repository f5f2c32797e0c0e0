/** Is the gallery of templates open? The menu at the top and the empty board both open it. */
import { createSignal } from "solid-js";

export const [gallery, setGallery] = createSignal(false);
