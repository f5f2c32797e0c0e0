/**
 * The one text field of the stage, laid exactly over what is being written: a note, a cluster's title or a link's
 * label. Same font, size, breaks and place as the painter; kerning off, because breaks are decided without it.
 */
import type { Rect } from "../doc/types";
import type { Camera } from "../state/tab";
import { rectToScreen } from "./camera";
import { LABEL_SIZE, LABEL_WIDEST } from "./label";
import type { Look } from "./look";
import { font, isRtl } from "./paint";
import { BASELINE, LINE_HEIGHT, TITLE_HEIGHT, TITLE_PADDING, TITLE_TOP, fitNote, fitTitle, padding, wrap } from "./text";

export type FieldKind = "note" | "cluster" | "link" | "mark";

/** Where text of a mark stands. */
export interface Laid {
  readonly inner: Rect;
  readonly size: number;
  readonly ink: string;
  /** In the middle of the box, both ways. */
  readonly centred: boolean;
}

export interface FieldOptions {
  readonly id: string;
  readonly kind: FieldKind;
  readonly value: string;
  readonly max: number;
  readonly label: string;
  readonly placeholder: string;
  /** Of a mark: how its text is laid. */
  lay?(text: string, at: Rect): Laid;
  /** The text was changed by the person; not called while an input method composes. */
  input(value: string): void;
  /** The field wants to be left: focus went elsewhere. */
  leave(): void;
  /** Before the field itself sees it; true if it was answered. */
  key(event: KeyboardEvent): boolean;
}

export class Field {
  readonly element: HTMLTextAreaElement;
  private options: FieldOptions | null = null;
  private composing = false;
  private readonly metrics = document.createElement("canvas").getContext("2d")!;

  constructor(layer: HTMLElement) {
    const field = (this.element = document.createElement("textarea"));
    field.className = "stage-field";
    field.spellcheck = true;
    field.autocapitalize = "sentences";
    field.rows = 1;
    field.hidden = true;
    field.addEventListener("input", () => this.changed());
    field.addEventListener("compositionstart", () => (this.composing = true));
    field.addEventListener("compositionend", () => {
      this.composing = false;
      this.changed();
    });
    field.addEventListener("keydown", (event) => {
      // Keys that steer an input method are not ours.
      if (event.isComposing || this.composing) event.stopPropagation();
      else if (this.options?.key(event)) event.preventDefault();
      event.stopPropagation();
    });
    field.addEventListener("blur", () => this.options?.leave());
    for (const kind of ["pointerdown", "dblclick", "wheel"] as const) {
      field.addEventListener(kind, (event) => {
        if (!(event instanceof WheelEvent)) event.stopPropagation();
      });
    }
    layer.append(field);
  }

  get isOpen(): boolean {
    return this.options !== null;
  }

  get isComposing(): boolean {
    return this.composing;
  }

  /** Where the next letter goes, in UTF-16 units. */
  get caret(): number {
    return this.element.selectionEnd;
  }

  get value(): string {
    return this.element.value;
  }

  /** Takes the keyboard, the caret at the end. */
  open(options: FieldOptions): void {
    this.options = options;
    this.composing = false;
    const field = this.element;
    field.value = options.value;
    field.maxLength = options.max;
    field.placeholder = options.placeholder;
    field.dataset["kind"] = options.kind;
    field.setAttribute("aria-label", options.label);
    field.setAttribute("enterkeyhint", options.kind === "note" || options.lay ? "enter" : "done");
    field.hidden = false;
    field.focus({ preventScroll: true });
    field.setSelectionRange(options.value.length, options.value.length);
  }

  selectAll(): void {
    this.element.select();
  }

  close(): void {
    this.options = null;
    this.composing = false;
    this.element.hidden = true;
    this.element.blur();
  }

  /** Somebody else changed the text: takes it over, the caret stays at its place in the words. */
  replace(at: number, remove: number, insert: string): void {
    const { selectionStart, selectionEnd, selectionDirection } = this.element;
    const moved = (caret: number): number =>
      caret <= at ? caret : caret >= at + remove ? caret - remove + insert.length : at + insert.length;
    this.element.setRangeText(insert, at, at + remove, "preserve");
    this.element.setSelectionRange(moved(selectionStart), moved(selectionEnd), selectionDirection);
  }

  /** Lays the field over the thing, each frame. `at` is the note, the cluster, or where the label's middle is. */
  place(camera: Camera, at: Rect, look: Look, color: string): void {
    const { options, element } = this;
    if (!options) return;
    const { style } = element;
    const text = element.value;
    let inner: Rect;
    let size: number;
    style.textAlign = "";
    if (options.lay) {
      const laid = options.lay(text, at);
      ({ inner, size } = laid);
      style.color = laid.ink;
      if (laid.centred) style.textAlign = "center";
    } else if (options.kind === "note") {
      const border = padding(at.w, at.h);
      size = fitNote(text, at.w, at.h).size;
      inner = { x: at.x + border, y: at.y + border, w: at.w - 2 * border, h: at.h - 2 * border };
      style.color = look.paper(color).ink;
    } else if (options.kind === "cluster") {
      const fit = fitTitle(text || options.placeholder, at.w);
      size = fit.size;
      const tall = Math.max(1, fit.lines.length) * size * LINE_HEIGHT;
      const top = at.y + TITLE_TOP + Math.max(0, TITLE_HEIGHT - tall) / 2;
      inner = { x: at.x + TITLE_PADDING, y: top, w: Math.max(40, at.w - 2 * TITLE_PADDING), h: tall };
      style.color = look.ink;
    } else {
      size = LABEL_SIZE;
      const lines = Math.max(1, wrap(text, size, LABEL_WIDEST).length);
      const [w, h] = [LABEL_WIDEST + 2, lines * size * LINE_HEIGHT];
      inner = { x: at.x + at.w / 2 - w / 2, y: at.y + at.h / 2 - h / 2, w, h };
      style.color = look.ink;
    }
    const semibold = options.kind === "cluster";
    this.metrics.font = font(size, semibold);
    const { fontBoundingBoxAscent: ascent, fontBoundingBoxDescent: descent } = this.metrics.measureText("x");
    // CSS centres a line's content, of whole pixels, in its height; the painter puts the base line at a fixed part.
    const [above, below] = [Math.round(ascent), Math.round(descent)];
    const css = (size * LINE_HEIGHT - (above + below)) / 2 + above;
    const lift = Number.isFinite(css) ? size * BASELINE - css : 0;
    const screen = rectToScreen(camera, inner);
    style.font = font(size, semibold);
    // Here and not in the style sheet: `font` has just set it anew.
    style.fontKerning = "none";
    style.lineHeight = String(LINE_HEIGHT);
    style.width = `${inner.w}px`;
    style.height = `${inner.h}px`;
    style.direction = isRtl(text) ? "rtl" : "ltr";
    style.transform = `translate(${screen.x}px, ${screen.y + lift * camera.zoom}px) scale(${camera.zoom})`;
    style.caretColor = style.color;
    style.setProperty("--pill", look.pill);
  }

  private changed(): void {
    if (!this.composing) this.options?.input(this.element.value);
  }
}
