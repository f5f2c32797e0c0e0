/**
 * A whole round by roles and names alone: nobody looks at the canvas, nothing is pointed at, no place is known. What a
 * screen reader says is all there is. At a desk by the keyboard, on a phone by fingers on what has a name.
 */
import { Listener } from "../listener";
import { expect, PHONE, test } from "../story";

const NOTES = ["Il fiume", "Le scuole", "Il bosco", "La biblioteca", "Chi cura gli orti?"];

for (const [device, options] of [["at a desk, by the keyboard", {}], ["on a phone, by touch", PHONE]] as const) {
  test(`wb104 a whole round through the accessibility tree alone, ${device}`, async ({ server, workshop, newcomer }) => {
    const page = await newcomer(options);
    const me = new Listener(page, options === PHONE);
    await page.goto(server.url);
    await me.write(me.field("Codice"), workshop.join.code);
    await me.act(me.button("Continua"));
    await me.write(me.field("Come ti chiami?"), "Ada");
    await me.act(page.getByRole("radio", { name: /^Ambiente/ }));
    await me.act(me.button("Vai alla lavagna"));
    await expect(page.getByRole("heading", { name: "Ambiente", level: 1 })).toBeVisible();

    await me.act(me.button("Mostra la scaletta"));
    for (const words of NOTES) await me.note(words);

    await me.act(me.button("Aggiungi un tema"));
    await me.write(me.field("Titolo del tema"), "Territorio");
    await page.keyboard.press("Enter");
    await expect(me.outline.getByRole("heading", { name: "Territorio · 0 note" })).toBeVisible();

    for (const words of ["Il fiume", "Il bosco"]) {
      const actions = await me.actions(words);
      await me.choose(actions.getByRole("combobox", { name: "Tema" }), "Territorio");
      await me.act(actions.getByRole("button", { name: "Sposta", exact: true }));
      // Said, and one stands where one stood.
      await expect(me.outline.getByRole("status")).toHaveText("Spostata: Territorio");
      await expect(page.getByRole("group", { name: `Azioni: ${words}` }).getByRole("button", { name: "Sposta", exact: true })).toBeFocused();
      await page.keyboard.press("Escape");
      await expect(me.button(`Azioni: ${words}`)).toBeFocused();
    }
    await expect(me.outline.getByRole("heading", { name: "Territorio · 2 note" })).toBeVisible();
    await expect(me.outline.getByRole("heading", { name: "Senza tema · 3 note" })).toBeVisible();

    const actions = await me.actions("Le scuole");
    await me.act(actions.getByRole("button", { name: "Collega a…" }));
    await me.write(page.getByRole("searchbox", { name: "Cerca una nota o un tema" }), "fium");
    await me.act(actions.getByRole("radio", { name: "Il fiume" }));
    await me.act(actions.getByRole("button", { name: "sostiene" }));
    await expect(me.field("Che cosa dice il legame")).toHaveValue("sostiene");
    await me.act(actions.getByRole("button", { name: "Collega", exact: true }));
    await expect(me.outline.getByRole("listitem").filter({ hasText: "Le scuole — sostiene → Il fiume" })).toBeVisible();
    await expect(me.outline.getByRole("status")).toHaveText("Le scuole — sostiene → Il fiume");

    // What one thinks of it, beside it; then one is in the list again, where one was.
    await me.act(me.button("Azioni: Le scuole"));
    await me.act(me.button("Azioni: Le scuole"));
    const about = page.getByRole("group", { name: "Azioni: Le scuole" });
    await me.act(about.getByRole("button", { name: "Commenta" }));
    const talk = page.getByRole("complementary", { name: "Commenti" });
    await expect(talk.getByText("Su «Le scuole»")).toBeVisible();
    await me.write(me.field("Scrivi un commento"), "Quali?");
    await me.act(talk.getByRole("button", { name: "Invia" }));
    await expect(talk.getByRole("article").filter({ hasText: "Quali?" })).toBeVisible();
    await me.act(talk.getByRole("button", { name: "Chiudi" }));
    await expect(about.getByRole("button", { name: "Commenta" })).toBeFocused();
    await expect(me.outline.getByRole("listitem").getByRole("button", { name: /^Le scuole 1 discussione aperta/ })).toBeVisible();

    await expect(page.getByRole("status").filter({ hasText: /^Salvato$/ })).toBeAttached();
    // Somebody else has it all, in the same words.
    const other = await newcomer();
    await other.goto(workshop.join.url);
    await other.getByRole("textbox", { name: "Come ti chiami?" }).fill("Bea");
    await other.getByRole("radio", { name: /^Ambiente/ }).check();
    await other.getByRole("button", { name: "Vai alla lavagna" }).click();
    await other.getByRole("button", { name: "Mostra la scaletta" }).click();
    await expect(other.getByRole("navigation", { name: "Scaletta" })).toMatchAriaSnapshot(`
      - navigation "Scaletta":
        - heading "Territorio · 2 note" [level=3]
        - list:
          - listitem:
            - button "Il fiume"
          - listitem:
            - button "Il bosco"
        - heading "Senza tema · 3 note" [level=3]
        - list:
          - listitem:
            - button "Le scuole 1 discussione aperta"
        - heading "Legami" [level=3]
        - list:
          - listitem: Le scuole — sostiene → Il fiume
    `);
  });
}
