/**
 * The pages as people use them: by link, mouse, finger and keyboard; what is there is read by roles and words.
 *
 * Notes are painted on a canvas. What they say is read from the outline, the board's second face in the accessibility
 * tree; where they lie on the screen, from the grips of the one that is selected.
 */
import { expect, type Locator, type Page } from "@playwright/test";

/** A rectangle on the screen. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
}

export const middle = ({ x, y, w, h }: Box): Spot => ({ x: x + w / 2, y: y + h / 2 });

/** Says one's name and goes to the board. `group` is chosen unless the link names it. */
export async function enter(page: Page, name: string, group?: string): Promise<Board> {
  await say(page, name, group);
  return arrived(page);
}

/** The same for whoever may land where there is nothing to save. */
export async function say(page: Page, name: string, group?: string): Promise<void> {
  await page.getByRole("textbox", { name: "Come ti chiami?" }).fill(name);
  if (group) await page.getByRole("radio", { name: new RegExp(`^${group}`) }).check();
  await page.getByRole("button", { name: "Vai alla lavagna" }).click();
}

/** Opens the link that the facilitator shares, and joins. */
export async function join(page: Page, link: string, name: string, group?: string): Promise<Board> {
  await page.goto(link);
  return enter(page, name, group);
}

/** The board that this page shows, once the server's state is there. */
export async function arrived(page: Page): Promise<Board> {
  const board = new Board(page);
  await expect(board.stage).toBeVisible();
  await board.saved();
  await expect(page.getByText("Carico la lavagna…")).toBeHidden();
  // All its tools are there.
  await expect(board.stage).not.toHaveAttribute("aria-busy");
  return board;
}

export class Board {
  readonly stage: Locator;
  readonly outline: Locator;
  /** Saved, saving, offline. */
  readonly mark: Locator;
  /** What can be done with the selection. */
  readonly menu: Locator;
  readonly tools: Locator;
  /** The field while something is written on the board. */
  readonly field: Locator;
  readonly people: Locator;
  private aside = 12;

  constructor(readonly page: Page) {
    this.stage = page.getByRole("application", { name: /^Lavagna/ });
    this.outline = page.getByRole("navigation", { name: "Scaletta" });
    this.mark = page.locator("header").getByRole("status");
    this.menu = page.getByRole("toolbar", { name: "Selezione" });
    this.tools = page.getByRole("toolbar", { name: "Strumenti" });
    this.field = this.stage.getByRole("textbox");
    this.people = page.getByRole("button", { name: /person[ae] qui/ });
  }

  /** Everything written here is on the server. */
  async saved(): Promise<void> {
    await expect(this.mark).toHaveText("Salvato", { timeout: 20_000 });
  }

  /** A note by what it says. */
  note(text: string): Locator {
    return this.outline.getByRole("listitem").getByRole("button", { name: new RegExp(`^${escaped(text)}( |$)`) });
  }

  /** What the notes say, in reading order, without where they were collected from. */
  async notes(): Promise<string[]> {
    const rows = this.outline.getByRole("listitem").getByRole("button").and(this.page.locator("[aria-pressed]"));
    return rows.evaluateAll((all) => all.map((row) => row.querySelector(".grow")?.firstChild?.textContent ?? ""));
  }

  async reads(...texts: string[]): Promise<void> {
    await expect.poll(async () => (await this.notes()).sort(), { timeout: 15_000 }).toEqual([...texts].sort());
  }

  /** Selects a note through the outline, which is seen as long as the keyboard is in it; where the note then lies. */
  async choose(text: string): Promise<Box> {
    // The list follows the board a moment later: what was removed may still stand in it.
    await expect(this.note(text)).toHaveCount(1);
    await this.note(text).press("Enter");
    return this.box();
  }

  /** Selects a note with the mouse, so that keys go to the board. */
  async pick(text: string): Promise<Box> {
    const { x, y } = middle(await this.choose(text));
    // Never twice on one spot: that would be a double click.
    this.aside = -this.aside;
    await this.page.mouse.click(x + this.aside, y);
    await expect(this.stage).toBeFocused();
    return this.box();
  }

  /** Where the one selected thing lies. */
  async box(): Promise<Box> {
    const first = this.grip("nw");
    await first.waitFor();
    const handle = await first.elementHandle();
    await handle?.waitForElementState("stable");
    const [from, to] = [await spot(first), await spot(this.grip("se"))];
    return { x: from.x, y: from.y, w: to.x - from.x, h: to.y - from.y };
  }

  /** Corners resize what is selected, sides begin a link. */
  grip(side: "nw" | "ne" | "sw" | "se" | "n" | "e" | "s" | "w"): Locator {
    return this.stage.locator(`[data-handle="${side}"]`);
  }

  /** A new note by double click; it stays open for writing. */
  async addAt({ x, y }: Spot, text = ""): Promise<void> {
    await this.page.mouse.dblclick(x, y);
    await expect(this.field).toBeFocused();
    await this.type(text);
  }

  /** Notes with these words side by side, 260 pixels apart if nothing else is said; nothing is chosen then, and all is saved. */
  async row(texts: readonly string[], { x, y }: Spot = { x: 330, y: 340 }, apart = 260): Promise<void> {
    for (const [i, text] of texts.entries()) {
      await this.addAt({ x: x + apart * i, y }, text);
      await this.leave();
      await this.deselect();
    }
    await this.saved();
  }

  /** Opens a note that is there for writing, the caret at its end. */
  async edit(text: string): Promise<void> {
    await this.pick(text);
    await this.page.keyboard.press("Enter");
    await expect(this.field).toBeFocused();
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text, { delay: 10 });
  }

  /** Leaves what is being written. */
  async leave(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.field).toBeHidden();
  }

  /** Nothing is selected any more: letters are commands again. */
  async deselect(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.menu).toBeHidden();
  }

  /** With the mouse from one place to another, as a hand does it: in steps. */
  async drag(from: Spot, to: Spot): Promise<void> {
    const { mouse } = this.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move((from.x + to.x) / 2, (from.y + to.y) / 2, { steps: 4 });
    await mouse.move(to.x, to.y, { steps: 4 });
    await mouse.up();
  }

  /** Drags a note by so many pixels of the screen; where it then lies. */
  async move(text: string, dx: number, dy: number): Promise<Box> {
    const from = middle(await this.pick(text));
    await this.drag(from, { x: from.x + dx, y: from.y + dy });
    return this.box();
  }

  /** What the zoom control says, in percent. */
  async zoom(): Promise<number> {
    return Number.parseInt(await this.page.getByRole("button", { name: "Dimensione reale" }).innerText(), 10);
  }

  /** Another person's pointer. */
  cursor(name: string): Locator {
    return this.stage.locator(".stage-cursor").filter({ hasText: name });
  }
}

/** The facilitator's page. */
export class Workshop {
  readonly dialog: Locator;

  private constructor(readonly page: Page) {
    this.dialog = page.getByRole("dialog");
  }

  static async open(page: Page, url: string): Promise<Workshop> {
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "Lavagne" })).toBeVisible();
    return new Workshop(page);
  }

  /** Opens one of the dialogs. */
  async ask(what: "Raccogli" | "Poster" | "Vademecum" | "Manifesto" | "Pagina pubblica" | "Invita" | "Importa" | "Persone e gruppi" | "Modifica il programma"): Promise<Locator> {
    await this.page.getByRole("main").getByRole("button", { name: what, exact: true }).click();
    await expect(this.dialog).toBeVisible();
    return this.dialog;
  }

  async close(): Promise<void> {
    await this.page.keyboard.press("Escape");
    await expect(this.dialog).toBeHidden();
  }

  /** Collects from every group; how many things came. */
  async collect(): Promise<number> {
    const dialog = await this.ask("Raccogli");
    await dialog.getByRole("button", { name: "Raccogli", exact: true }).click();
    const done = dialog.getByRole("status").filter({ hasText: /in plenaria\./ });
    await expect(done).toBeVisible();
    return Number.parseInt(await done.innerText(), 10);
  }

  /** What the wall says of a board. */
  card(name: string): Locator {
    return this.page.getByRole("listitem").filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }

  /** A board of the session that is shown. */
  board(name: string): Locator {
    return this.page.getByRole("listitem").getByRole("link").filter({ has: this.page.getByRole("heading", { name, exact: true }) });
  }
}

export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\s+/g, "\\s+");
}

async function spot(grip: Locator): Promise<Spot> {
  const box = await grip.boundingBox();
  if (!box) throw new Error("nothing is selected");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
