/** What is really on the screen. */
import type { Page } from "@playwright/test";

/** Light faces of the six coloured papers, as in web/src/scene/palette.ts. */
const FACES = ["ffe98f", "ffc995", "ffc2d4", "c5e8b2", "bddef8", "dacbf8"];

/** How many of the six colours of notes a screenshot shows. */
export async function colours(page: Page): Promise<number> {
  const shot = (await page.screenshot()).toString("base64");
  const found = await page.evaluate(async (shot) => {
    const image = new Image();
    image.src = `data:image/png;base64,${shot}`;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d")!;
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const seen = new Set<string>();
    for (let i = 0; i < data.length; i += 4) {
      seen.add(((data[i]! << 16) | (data[i + 1]! << 8) | data[i + 2]!).toString(16).padStart(6, "0"));
    }
    return [...seen];
  }, shot);
  return FACES.filter((face) => found.includes(face)).length;
}
