/** Pointing at things so that everybody looks there. */
import type { Page } from "@playwright/test";
import { Fingers } from "../fingers";
import { join } from "../page";
import { expect, PHONE, test } from "../story";

/** Where on the page a laser is painted: the middle of what is; null for none. */
function seen(page: Page): Promise<{ x: number; y: number } | null> {
  return page.evaluate(() => {
    const canvas = document.querySelector<HTMLCanvasElement>("canvas.stage-laser");
    if (!canvas || canvas.width === 0) return null;
    const { data, width } = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    let [x, y, n] = [0, 0, 0];
    for (let i = 3; i < data.length; i += 4) {
      if (data[i] === 0) continue;
      const pixel = (i - 3) / 4;
      x += pixel % width;
      y += Math.floor(pixel / width);
      n += 1;
    }
    const box = canvas.getBoundingClientRect();
    const ratio = canvas.width / box.width;
    return n === 0 ? null : { x: box.x + x / n / ratio, y: box.y + y / n / ratio };
  });
}

test("wb145 where one points with the laser the others look, in calm mode too, and nothing on the board moves", async ({ workshop, newcomer }) => {
  const ada = await join(await newcomer(), workshop.join.url, "Ada", "Ambiente");
  await ada.row(["fiume", "bosco"], { x: 330, y: 300 }, 300);
  await ada.saved();
  const bea = await join(await newcomer(), workshop.join.url, "Bea", "Ambiente");
  await bea.reads("bosco", "fiume");
  await bea.page.getByRole("button", { name: "Altro", exact: true }).click();
  await bea.page.getByRole("button", { name: "Vista calma" }).click();
  await bea.page.keyboard.press("Escape");
  expect(await seen(bea.page)).toBeNull();

  const fiume = await ada.choose("fiume");
  await ada.stage.focus();
  await ada.page.keyboard.press("Escape");
  await ada.page.keyboard.press("k");
  await ada.page.mouse.move(500, 560);
  await ada.page.mouse.move(560, 600, { steps: 6 });
  await expect.poll(() => seen(ada.page)).not.toBeNull();
  await expect.poll(() => seen(bea.page)).not.toBeNull();
  // Her pointer rests where his board shows the same place: both see the whole board from the same corner.
  await expect.poll(async () => (await seen(ada.page))!.x, { timeout: 5_000 }).toBeCloseTo(560, -1);

  // A press that moves across a note takes nothing along and chooses nothing.
  await ada.page.mouse.move(fiume.x + 60, fiume.y + 60);
  await ada.page.mouse.down();
  await ada.page.mouse.move(700, 640, { steps: 4 });
  await ada.page.mouse.up();
  await expect(ada.note("fiume")).toHaveAttribute("aria-pressed", "false");
  await ada.page.keyboard.press("Escape");
  await expect.poll(() => seen(ada.page)).toBeNull();
  await expect.poll(() => seen(bea.page)).toBeNull();
  expect(await ada.choose("fiume")).toEqual(fiume);

  // A finger points while it lies there.
  const phone = await join(await newcomer(PHONE), workshop.join.url, "Cleo", "Ambiente");
  await phone.reads("bosco", "fiume");
  await phone.page.getByRole("button", { name: "Altro", exact: true }).tap();
  await phone.page.getByRole("button", { name: "Indica con il laser" }).tap();
  const hand = await Fingers.on(phone.page);
  await hand.put({ x: 200, y: 400 });
  await hand.move([{ x: 200, y: 400 }], [{ x: 220, y: 460 }]);
  await expect.poll(() => seen(bea.page)).not.toBeNull();
  await hand.lift();
  await expect.poll(() => seen(bea.page)).toBeNull();
});
