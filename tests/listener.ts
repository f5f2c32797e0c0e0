import { expect, type Locator, type Page } from "@playwright/test";

/** Somebody who knows the page by what is read out to them. */
export class Listener {
  constructor(
    private readonly page: Page,
    private readonly touches: boolean,
  ) {}

  button(name: string | RegExp): Locator {
    return this.page.getByRole("button", { name, exact: typeof name === "string" });
  }

  field(name: string): Locator {
    return this.page.getByRole("textbox", { name, exact: true });
  }

  get outline(): Locator {
    return this.page.getByRole("navigation", { name: "Scaletta" });
  }

  /** Does what a button, a choice or a field is for. */
  async act(what: Locator): Promise<void> {
    if (this.touches) return what.tap();
    await what.focus();
    await this.page.keyboard.press((await what.getAttribute("type")) === "radio" ? "Space" : "Enter");
  }

  async write(field: Locator, words: string): Promise<void> {
    if (this.touches) await field.tap();
    await expect(field).toBeFocused();
    await this.page.keyboard.type(words, { delay: 15 });
  }

  /** A new note; what is written is left by Escape, or by going on. */
  async note(words: string): Promise<void> {
    await this.act(this.button("Aggiungi una nota"));
    await this.write(this.field("Testo della nota"), words);
    await this.page.keyboard.press("Escape");
    await expect(this.outline.getByRole("listitem").getByRole("button", { name: words, exact: true })).toBeVisible();
  }

  /** What can be done with the thing of a row. */
  async actions(of: string): Promise<Locator> {
    await this.act(this.button(`Azioni: ${of}`));
    const group = this.page.getByRole("group", { name: `Azioni: ${of}` });
    await expect(group).toBeVisible();
    return group;
  }

  async choose(list: Locator, option: string): Promise<void> {
    await list.selectOption({ label: option });
  }
}
