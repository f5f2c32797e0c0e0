/** What who may only add notes sends comes to who conducts first, and is passed on. */
import { boardOf, call } from "../api";
import { clean } from "../axe";
import { arrived, join, Workshop } from "../page";
import { Reader } from "../reader";
import { expect, PHONE, test } from "../story";

const HERE = "Chi facilita legge quello che mandi e lo passa sulla lavagna.";

test("wb146 notes from the phone wait for who conducts, are passed on singly or all, and go straight to the board again", async ({ server, workshop, newcomer }) => {
  const token = workshop.facilitator.token;
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  const phone = (await join(await newcomer(PHONE), workshop.join.url, "Bea", "Ambiente")).page;
  const { body } = await call(server, "GET", `/workshops/${workshop.id}`, token);
  const bea = body.people.find(({ name }: { name: string }) => name === "Bea").participant;
  await call(server, "PATCH", `/workshops/${workshop.id}/participants/${bea}`, token, { role: "contributor" });

  const desk = await Workshop.open(await newcomer(), workshop.facilitator.url);
  await desk.board("Ambiente").click();
  const staff = await arrived(desk.page);
  const { page } = staff;
  await page.getByRole("button", { name: /Fase in corso/ }).click();
  await page.getByRole("button", { name: "Note prima a te" }).press("Enter");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: /Fase in corso/ })).toHaveAttribute("aria-expanded", "false");
  const waiting = page.getByRole("button", { name: /^\d+ not. in arrivo$/ });
  await expect(waiting).toHaveText("0 note in arrivo");

  // Who may write goes on as before; the phone has a page of its own, which says who reads it.
  await expect(ada.tools.getByRole("button", { name: "Nota" })).toBeVisible();
  await expect(phone.getByText(HERE)).toBeVisible();
  const field = phone.getByRole("textbox", { name: "Scrivi qui la tua nota" });
  for (const text of ["più panchine", "meno rumore", "un orto"]) {
    await field.fill(text);
    await phone.getByRole("button", { name: "Invia" }).tap();
    await expect(phone.locator(".mine").getByText(text)).toBeVisible();
  }
  await clean(phone, "a page of one's own for an inbox, on a phone");
  await expect(waiting).toHaveText("3 note in arrivo");
  await ada.reads();

  await waiting.click();
  const panel = page.getByRole("complementary", { name: "Note in arrivo" });
  await expect(panel.getByRole("listitem")).toHaveCount(3);
  await expect(panel.getByRole("listitem").first()).toContainText(/più panchine.*Bea/);
  await clean(page, "an inbox");
  await panel.getByRole("button", { name: "Passa: meno rumore" }).press("Enter");
  await ada.reads("meno rumore");
  await expect(panel.getByRole("listitem")).toHaveCount(2);
  await expect(phone.locator(".own").filter({ hasText: "meno rumore" })).toContainText("È sulla lavagna");
  await expect(phone.locator(".own").filter({ hasText: "più panchine" })).not.toContainText("È sulla lavagna");
  await panel.getByRole("button", { name: "Passa tutte e 2" }).press("Enter");
  await ada.reads("meno rumore", "più panchine", "un orto");
  await expect(panel).toContainText("Non c'è niente in arrivo.");
  await page.keyboard.press("Escape");

  // What waits at the end comes too; then notes go straight to the board, and nobody's words are lost on the way.
  await field.fill("luce la sera");
  await phone.getByRole("button", { name: "Invia" }).tap();
  await expect(waiting).toHaveText("1 nota in arrivo");
  await page.getByRole("button", { name: /Fase in corso/ }).click();
  await expect(page.getByRole("button", { name: /Fase in corso/ })).toHaveAttribute("aria-expanded", "true");
  await page.getByRole("button", { name: "Passa il resto e chiudi" }).press("Enter");
  // What lies below the window is on the list once it is in sight.
  await ada.stage.focus();
  await ada.page.keyboard.press("1");
  await ada.reads("luce la sera", "meno rumore", "più panchine", "un orto");
  await expect(phone.getByText(HERE)).toBeHidden();
  await expect(waiting).toBeHidden();
  const there = await Reader.open(server, boardOf(workshop.boards, "group", "Ambiente").id, token);
  expect(there.notes().every((note) => note.author === bea)).toBe(true);
  there.close();
  await ada.page.reload();
  await arrived(ada.page);
  await ada.stage.focus();
  await ada.page.keyboard.press("1");
  await ada.reads("luce la sera", "meno rumore", "più panchine", "un orto");
});
