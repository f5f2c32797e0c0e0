/** The keyboard of the stage: shortcuts by the table of commands, and writing on a selected note. */
import { explain } from "./barrier";
import { commandFor, type CommandContext } from "./commands";

/** Keys that mean something to whatever has the focus; they are ours only when the stage or nothing has it. */
const LOCAL = new Set(["Enter", " ", "Tab", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Backspace", "Delete", "Escape"]);

export interface KeyboardOptions {
  readonly context: CommandContext;
  readonly stage: HTMLElement;
  canWrite(): boolean;
  /** A state other than idle is under way: Escape ends it. */
  isBusy(): boolean;
  cancel(): void;
  space(down: boolean): void;
}

export class Keyboard {
  constructor(private readonly options: KeyboardOptions) {
    globalThis.addEventListener("keydown", this.onDown);
    globalThis.addEventListener("keyup", this.onUp);
  }

  destroy(): void {
    globalThis.removeEventListener("keydown", this.onDown);
    globalThis.removeEventListener("keyup", this.onUp);
  }

  private readonly onDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || !this.isOurs(event)) return;
    const { context, canWrite, isBusy, cancel, space } = this.options;
    if (event.key === "Escape" && isBusy()) {
      event.preventDefault();
      cancel();
      return;
    }
    if (event.key === " ") {
      event.preventDefault();
      space(true);
      return;
    }
    if (isBusy()) return;
    if (canWrite() && this.isText(event)) {
      // The field takes the focus now, and the browser then writes the character into it: so input methods work.
      const [id] = context.tab.selection.get();
      context.stage.editNote(id!);
      return;
    }
    if (canWrite() && context.tools.kit?.press(context.tools, event)) {
      event.preventDefault();
      return;
    }
    const command = commandFor(event);
    if (!command || (command.writes && !canWrite())) return;
    if (!command.enabled(context)) {
      // A key that does nothing says why.
      if (/^(delete|edit|move|front)/.test(command.id)) explain(context.tools, context.tab.selection.get());
      return;
    }
    event.preventDefault();
    if (event.repeat && !/^(move|zoom|undo|redo|select\.(next|previous))/.test(command.id)) return;
    command.run(context);
  };

  private readonly onUp = (event: KeyboardEvent): void => {
    if (event.key === " ") this.options.space(false);
  };

  private isOurs(event: KeyboardEvent): boolean {
    const target = event.target instanceof Element ? event.target : null;
    if (target?.closest("input, textarea, select, [contenteditable=''], [contenteditable=true], dialog, [role=dialog], [role=menu]")) return false;
    if (document.querySelector("dialog[open]")) return false;
    if (!LOCAL.has(event.key)) return true;
    const focused = document.activeElement;
    const here = focused === this.options.stage || this.options.stage.contains(focused);
    // Tab must be able to reach the panels: it is ours only in the stage itself.
    return event.key === "Tab" ? here : here || focused === document.body || focused === null;
  }

  /** A character typed while one note is selected belongs into it. */
  private isText(event: KeyboardEvent): boolean {
    const { context } = this.options;
    const selection = context.tab.selection.get();
    if (selection.size !== 1 || event.ctrlKey || event.metaKey) return false;
    const [id] = selection;
    if (!context.session.board.note(id!)) return false;
    if (event.altKey && event.code.startsWith("Digit")) return false;
    return event.key === "Process" || event.key === "Dead" || [...event.key].length === 1;
  }
}
