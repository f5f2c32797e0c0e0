/** What was removed comes back to its place, and what somebody did can be taken back. */
import { clean } from "../axe";
import { arrived, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

test("wb158 who conducts finds in the bin what was removed, and puts it back where it was, by keys and on a telephone", async ({ server, workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const staff = await arrived(desk.page);
  const { page } = staff;
  const open = async (of: typeof page) => {
    await of.getByRole("button", { name: "Altro", exact: true }).click();
    await of.getByRole("button", { name: "Cestino" }).press("Enter");
    return of.getByRole("complementary", { name: "Cestino" });
  };
  const bin = await open(page);
  await expect(bin).toContainText("Il cestino è vuoto.");
  await clean(page, "an empty bin");

  await ada.row(["fiume", "bosco", "prato"], { x: 330, y: 300 }, 230);
  await ada.saved();
  const truth = await Reader.of(server, workshop);
  const places = truth.places();
  await ada.note("bosco").press("Delete");
  await ada.saved();
  // It follows what happens on the board.
  const back = bin.getByRole("button", { name: "Rimetti: «bosco»" });
  await expect(back).toBeVisible();
  await expect(bin.getByRole("heading", { name: /^Ha tolto Ada, \d+[:.]\d\d$/ })).toBeVisible();
  await clean(page, "a bin");
  await back.press("Enter");
  await ada.reads("bosco", "fiume", "prato");
  await expect(staff.note("bosco")).toHaveAttribute("aria-pressed", "true");
  await expect(bin).toContainText("Il cestino è vuoto.");
  await expect(bin.getByRole("heading", { level: 2 })).toBeFocused();

  // What went at once comes at once.
  await ada.stage.focus();
  await ada.page.keyboard.press("Control+a");
  await ada.page.keyboard.press("Delete");
  await ada.reads();
  await page.keyboard.press("Escape");
  await expect(bin).toBeHidden();
  const phone = await newcomer(PHONE);
  await Workshop.open(phone, workshop.facilitator.url).then((there) => there.board("Ambiente").tap());
  await arrived(phone);
  const small = await open(phone);
  await expect(small.getByRole("listitem")).toHaveCount(3);
  await clean(phone, "a bin on a phone");
  await small.getByRole("button", { name: "Rimetti tutte e 3" }).tap();
  await ada.reads("bosco", "fiume", "prato");
  await expect.poll(() => truth.places()).toEqual(places);
  truth.close();

  // Emptied for good, after a word about it.
  await ada.note("prato").press("Delete");
  await expect(small.getByRole("listitem")).toHaveCount(1);
  await small.getByRole("button", { name: "Svuota il cestino" }).tap();
  await clean(phone, "before a bin is emptied");
  await small.getByRole("button", { name: "Svuota per sempre" }).tap();
  await expect(small).toContainText("Il cestino è vuoto.");

  // Whoever takes part has none.
  await ada.page.getByRole("button", { name: "Altro", exact: true }).click();
  await expect(ada.page.getByRole("button", { name: "Dall'ultima volta" })).toBeVisible();
  await expect(ada.page.getByRole("button", { name: "Cestino" })).toHaveCount(0);
});

test("wb159 what one person did is taken back while the others' work stays, and that is undone as well", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await ada.row(["fiume", "bosco"], { x: 330, y: 300 }, 230);
  await ada.saved();
  await bea.reads("bosco", "fiume");
  await bea.note("bosco").press("Delete");
  await bea.addAt({ x: 800, y: 600 }, "bla bla");
  await bea.leave();
  await bea.edit("fiume");
  await bea.type(" eh eh");
  await bea.leave();
  await bea.saved();
  await ada.addAt({ x: 330, y: 600 }, "prato");
  await ada.leave();
  await ada.saved();

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  const { page, dialog } = desk;
  await page.getByRole("button", { name: "Bea" }).click();
  const part = dialog.getByRole("region", { name: "Annulla quello che ha fatto Bea negli ultimi" });
  await part.getByLabel("Annulla quello che ha fatto Bea negli ultimi").selectOption("10 minuti");
  await part.getByRole("button", { name: "Annulla", exact: true }).press("Enter");
  await expect(part.getByRole("status")).toContainText("1 cosa tolta. 1 rimessa al suo posto. 1 di nuovo com'era.");
  await ada.reads("bosco", "fiume", "prato");
  await clean(page, "what somebody did, taken back");
  await expect(part.getByRole("status").getByRole("button", { name: "Annulla" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(part.getByRole("status")).toContainText("Fatto: tutto è come prima.");
  await ada.reads("bla bla", "fiume eh eh", "prato");

  // Whoever did nothing has nothing to take back.
  const cleo = await join(await newcomer(), workshop.join.url, "Cleo", "Scuola");
  await expect(cleo.stage).toBeVisible();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Cleo" }).click();
  await dialog.getByRole("button", { name: "Annulla", exact: true }).first().press("Enter");
  await expect(dialog.getByRole("status").filter({ hasText: "Cleo non ha fatto nulla" })).toBeVisible();
});
