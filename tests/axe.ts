import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const OTHER = { light: "dark", dark: "light" } as const;

/** axe finds nothing wrong with what is shown, nor with its colours in the other theme. */
export async function clean(page: Page, where: string): Promise<void> {
  expect.soft(await found(page), where).toEqual([]);
  const html = page.locator("html");
  const theme = (await html.getAttribute("data-theme")) as keyof typeof OTHER;
  await page.emulateMedia({ colorScheme: OTHER[theme] });
  await expect(html).toHaveAttribute("data-theme", OTHER[theme]);
  // Halfway to its other colour, a button has neither. What is folded away or turns for ever never ends.
  await page.evaluate(async () => {
    const ends = ({ effect }: Animation): boolean =>
      effect instanceof KeyframeEffect && effect.target?.checkVisibility() === true && Number.isFinite(effect.getComputedTiming().endTime);
    await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
  });
  expect.soft(await found(page, "color-contrast"), `${where}, ${OTHER[theme]}`).toEqual([]);
  await page.emulateMedia({ colorScheme: theme });
  await expect(html).toHaveAttribute("data-theme", theme);
}

/** What axe finds wrong with what is shown. */
export async function found(page: Page, rule?: string): Promise<string[]> {
  // There are no frames, and only what is wrong is asked for: it takes half the time.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rule ? axe.withRules(rule) : axe).analyze();
  return violations.map(({ id, help, nodes }) => `${id} (${help}): ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
}
