/**
 * Makes every picture of the documents: in English into docs/pictures, in Italian into docs/pictures/it. The workshop is
 * the sample, whose notes are Italian in both.
 */
import { type Browser, type BrowserContextOptions, chromium, expect, type Locator, type Page, test } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join as joinPath, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { en } from "../../web/src/i18n/en";
import { enBoard } from "../../web/src/i18n/en.board";
import { enDoor } from "../../web/src/i18n/en.door";
import { enProgramme } from "../../web/src/i18n/en.programme";
import { enStaff } from "../../web/src/i18n/en.staff";
import { enTemplate } from "../../web/src/i18n/en.template";
import { it } from "../../web/src/i18n/it";
import { itBoard } from "../../web/src/i18n/it.board";
import { itDoor } from "../../web/src/i18n/it.door";
import { itProgramme } from "../../web/src/i18n/it.programme";
import { itStaff } from "../../web/src/i18n/it.staff";
import { itTemplate } from "../../web/src/i18n/it.template";
import { boardOf, call, createWorkshop, GROUPS, importSample, type Workshop } from "../api";
import { Server } from "../server";

const PICTURES = resolve(dirname(fileURLToPath(import.meta.url)), "../../docs/pictures");
/** What the pictures show as the address; the browser is told where it is. */
const HOST = "plenaria.example.org";
const TITLE = "Comunità di pratica: parchi, scuole, biblioteche, servizi sociali";
const LAPTOP: BrowserContextOptions = { viewport: { width: 1366, height: 768 } };
/** What hangs from the ceiling. */
const PROJECTOR: BrowserContextOptions = { viewport: { width: 1920, height: 1080 } };
/** In the order of the gallery, as files are called. */
const TEMPLATES = ["canvas", "columns", "swot", "stakeholders", "empathy", "change", "cafe", "timeline", "problem", "partnership", "retrospective", "reasoned"];
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const PEOPLE = [
  ["Bruno", "Ambiente"],
  ["Chiara", "Ambiente"],
  ["Davide", "Cultura"],
  ["Elena", "Scuola"],
  ["Fatima", "Scuola"],
  ["Giorgio", "Sociale"],
] as const;

const PRIVATE = {
  en: ["I am afraid we plan for families who never come", "Nobody asks the school bus driver"],
  it: ["Temo che progettiamo per famiglie che non vengono mai", "Nessuno chiede a chi guida lo scuolabus"],
} as const;
const INSTRUCTIONS = "Scrivete un problema per nota, ciascuno per sé.\nPoi mettete vicino quelli che si somigliano.";

const VOTE = "Da dove cominciamo?";

/** Which note Anna holds, in reading order: one above which there is room for its menu. */
const HELD = 9;

const WORDS = { en: { ...en, ...enDoor, ...enBoard, ...enProgramme, ...enStaff, ...enTemplate }, it: { ...it, ...itDoor, ...itBoard, ...itProgramme, ...itStaff, ...itTemplate } };
type Key = keyof typeof WORDS.en;

/** Somebody with a device of their own, who reads in one language. */
class Camera {
  private constructor(
    readonly page: Page,
    private readonly words: Readonly<Record<Key, unknown>>,
    private readonly folder: string,
  ) {}

  static async open(browser: Browser, language: "en" | "it", options: BrowserContextOptions): Promise<Camera> {
    const locale = language === "en" ? "en-GB" : "it-IT";
    const context = await browser.newContext({ locale, colorScheme: "light", reducedMotion: "reduce", ...options });
    const folder = language === "en" ? PICTURES : joinPath(PICTURES, language);
    mkdirSync(folder, { recursive: true });
    return new Camera(await context.newPage(), WORDS[language], folder);
  }

  /** A word of the page, as its buttons and fields say it. */
  word(key: Key): string {
    return String(this.words[key]);
  }

  button(key: Key): Locator {
    return this.page.getByRole("button", { name: this.word(key), exact: true });
  }

  /** Takes the picture once nothing moves any more. */
  async take(name: string): Promise<void> {
    await this.page.evaluate(async () => {
      await document.fonts.ready;
      const frame = (): Promise<number> => new Promise((painted) => requestAnimationFrame(painted));
      for (let i = 0; i < 3; i++) await frame();
    });
    await this.page.screenshot({ path: joinPath(this.folder, name), animations: "disabled", caret: "hide" });
  }

  /** Waits until the board is here and everything on it is saved. */
  async board(): Promise<void> {
    await expect(this.page.getByRole("application")).toBeVisible();
    await expect(this.page.locator("[data-net]")).toHaveAttribute("data-net", "online");
    await expect(this.page.getByRole("navigation", { name: this.word("outline") }).getByRole("listitem").first()).toBeAttached();
  }

  /** Joins by the invitation's link and lands on the board of the group. */
  async join(workshop: Workshop, name: string, group: string): Promise<void> {
    await this.welcome(workshop, name, group);
    await this.button("join.go").click();
    await this.board();
  }

  /** The page that asks for a name, filled in. */
  async welcome(workshop: Workshop, name: string, group: string): Promise<void> {
    await this.page.goto(workshop.join.url);
    await this.page.getByLabel(this.word("join.name")).fill(name);
    await this.page.getByRole("radio", { name: new RegExp(`^${group}`) }).check();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** Others of the workshop, on their boards, with their pointers where one sees them. */
async function company(browser: Browser, workshop: Workshop): Promise<Camera[]> {
  const all: Camera[] = [];
  for (const [name, group] of PEOPLE) {
    const camera = await Camera.open(browser, "it", LAPTOP);
    await camera.join(workshop, name, group);
    all.push(camera);
  }
  return all;
}

/** Anna's pictures; she stays on her board. */
async function participants(browser: Browser, language: "en" | "it", workshop: Workshop, others: Camera[]): Promise<void> {
  const anna = await Camera.open(browser, language, LAPTOP);
  await anna.welcome(workshop, "Anna", "Ambiente");
  await anna.take("join.png");
  await anna.button("join.go").click();
  await anna.board();
  // Two of the group point at something, and Anna has a note in hand.
  const [bruno, chiara] = others as [Camera, Camera];
  await bruno.page.mouse.move(520, 300);
  await bruno.page.mouse.move(540, 320);
  await chiara.page.mouse.move(900, 470);
  await chiara.page.mouse.move(880, 450);
  await expect(anna.page.getByText("Bruno", { exact: true })).toBeVisible();
  await expect(anna.page.getByText("Chiara", { exact: true })).toBeVisible();
  await anna.page.mouse.move(1200, 560);
  await anna.page.getByRole("application").focus();
  for (let i = 0; i < HELD; i++) await anna.page.keyboard.press("Tab");
  await expect(anna.page.getByRole("toolbar", { name: anna.word("selection.menu") })).toBeVisible();
  await anna.take("board.png");
  await anna.page.keyboard.press("Escape");
  await anna.button("outline.show").click();
  await expect(anna.page.getByRole("heading", { name: anna.word("outline"), level: 2 })).toBeVisible();
  await anna.take("outline.png");
  await anna.button("outline.hide").click();
  await talk(anna);
  await draw(anna);

  const storageState = await anna.page.context().storageState();
  const dark = await Camera.open(browser, language, { ...LAPTOP, storageState, colorScheme: "dark" });
  await dark.page.goto(anna.page.url());
  await dark.board();
  await dark.take("board-dark.png");
  await dark.close();

  const phone = await Camera.open(browser, language, { ...PHONE, storageState });
  await phone.page.goto(anna.page.url());
  await phone.board();
  await phone.take("board-phone.png");
  await phone.page.getByRole("link", { name: phone.word("capture.open") }).click();
  await phone.page.getByRole("textbox", { name: phone.word("capture.field") }).fill("un orto davanti alla biblioteca");
  await phone.take("writing-phone.png");
  await phone.close();
  const newcomer = await Camera.open(browser, language, PHONE);
  await newcomer.welcome(workshop, "Luca", "Cultura");
  await newcomer.take("join-phone.png");
  await newcomer.close();
}

/** A comment about a note, and an answer. */
async function talk(anna: Camera): Promise<void> {
  const { page } = anna;
  await page.getByRole("application").focus();
  for (let i = 0; i < HELD; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Shift+F2");
  const panel = page.getByRole("complementary", { name: anna.word("comments") });
  await panel.getByRole("textbox", { name: anna.word("comments.write") }).fill("Chi di noi conosce qualcuno lì?");
  await page.keyboard.press("Control+Enter");
  await expect(panel.getByRole("article")).toBeVisible();
  await anna.take("comments.png");
  await anna.button("close").click();
  await page.keyboard.press("Escape");
}

/** A line around two notes, and a frame that waits for words. */
async function draw(anna: Camera): Promise<void> {
  const { page } = anna;
  await page.keyboard.press("p");
  const bar = page.getByRole("toolbar", { name: anna.word("tool.draw") });
  await expect(bar).toBeVisible();
  await page.mouse.move(800, 420);
  await page.mouse.down();
  for (let turn = 0; turn <= 40; turn++) await page.mouse.move(900 - 110 * Math.cos(turn / 6.3), 455 - 90 * Math.sin(turn / 6.3));
  await page.mouse.up();
  await bar.getByRole("button", { name: anna.word("tool.shape"), exact: true }).click();
  await bar.getByRole("button", { name: anna.word("form.arrow"), exact: true }).click();
  await page.mouse.move(1180, 300);
  await page.mouse.down();
  await page.mouse.move(1110, 180, { steps: 4 });
  await page.mouse.up();
  await page.keyboard.press("Escape");
  await page.keyboard.press("p");
  await expect(page.locator("[data-net]")).toHaveText(anna.word("saved.saved"));
  await anna.take("drawing.png");
  await page.keyboard.press("Escape");
}

/** Group work is under way: the programme on paper, and what people see of it. */
async function programme(browser: Browser, language: "en" | "it", server: Server, workshop: Workshop): Promise<void> {
  const token = workshop.facilitator.token;
  const { body } = await call(server, "GET", `/workshops/${workshop.id}`, token);
  const { title, date, phases } = body.sessions[0];
  const told = phases.map((phase: { mode: string }) => (phase.mode === "groups" ? { ...phase, instructions: INSTRUCTIONS } : phase));
  await call(server, "PUT", `/workshops/${workshop.id}/sessions/1`, token, { title, date, phases: told });
  const desk = await Camera.open(browser, language, LAPTOP);
  await desk.page.goto(workshop.facilitator.url);
  await desk.button("programme.edit").click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("textbox", { name: desk.word("programme.phase.instructions") }).nth(2).scrollIntoViewIfNeeded();
  await desk.take("programme.png");
  await call(server, "POST", `/workshops/${workshop.id}/groupings`, token, { how: "rotate", session: 2, name: "Rete" });
  await desk.page.keyboard.press("Escape");
  await desk.button("workshop.roster").click();
  await expect(dialog.getByText("Rete")).toBeVisible();
  await desk.take("roster.png");
  await desk.close();
  await call(server, "POST", `/workshops/${workshop.id}/progress`, token, { do: "start", session: 1, phase: 3 });
  const anna = await Camera.open(browser, language, LAPTOP);
  await anna.join(workshop, "Ilaria", "Ambiente");
  await expect(anna.button("progress.understood")).toBeVisible();
  await anna.take("phase.png");
  await anna.button("progress.understood").click();
  await call(server, "POST", `/workshops/${workshop.id}/progress`, token, { do: "vote", dots: 5, title: VOTE });
  await anna.page.getByRole("application").focus();
  for (const dots of [0, 1, 0, 0, 2]) {
    await anna.page.keyboard.press("Tab");
    for (let i = 0; i < dots; i++) await anna.page.keyboard.press("+");
  }
  await anna.take("vote.png");
  await call(server, "POST", `/workshops/${workshop.id}/progress`, token, { do: "drop_vote" });
  await anna.close();
  await call(server, "POST", `/workshops/${workshop.id}/progress`, token, { do: "write_privately", anonymous: false });
  const piero = await Camera.open(browser, language, PHONE);
  await piero.welcome(workshop, "Piero", "Scuola");
  await piero.button("join.go").click();
  await piero.page.getByRole("textbox", { name: piero.word("capture.field") }).fill(PRIVATE[language][0]);
  await piero.button("capture.send").click();
  await piero.page.getByRole("textbox", { name: piero.word("capture.field") }).fill(PRIVATE[language][1]);
  await expect(piero.page.getByText(PRIVATE[language][0])).toBeVisible();
  await piero.take("private.png");
  await piero.close();
  await call(server, "POST", `/workshops/${workshop.id}/progress`, token, { do: "reveal" });
}

async function facilitator(browser: Browser, language: "en" | "it", server: Server, workshop: Workshop): Promise<void> {
  const camera = await Camera.open(browser, language, LAPTOP);
  const { page } = camera;
  await page.goto(workshop.facilitator.url);
  await expect(page.getByRole("heading", { name: TITLE })).toBeVisible();
  // The page asks every other second who is where.
  await expect(page.getByRole("listitem").filter({ hasText: "Giorgio" })).toBeVisible();
  await camera.take("workshop.png");

  await camera.button("workshop.share").click();
  await expect(page.getByRole("img", { name: camera.word("share.qr") })).toBeVisible();
  await camera.take("share.png");
  await page.keyboard.press("Escape");

  await camera.button("workshop.collect").click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("heading", { name: GROUPS[0]! })).toBeVisible();
  await camera.take("collect.png");
  await dialog.getByRole("button", { name: camera.word("collect.go"), exact: true }).click();
  await expect(dialog.getByRole("button", { name: camera.word("collect.undo") })).toBeVisible();
  await page.keyboard.press("Escape");

  await camera.button("workshop.poster").click();
  await expect(page.getByRole("img", { name: camera.word("poster.preview") })).toBeVisible();
  await camera.take("poster-dialog.png");
  await page.keyboard.press("Escape");

  await camera.button("workshop.vademecum").click();
  await expect(page.frameLocator("iframe").getByRole("heading", { level: 1 })).toBeVisible();
  await camera.take("vademecum.png");
  await camera.close();

  const plenary = boardOf(workshop.boards, "plenary");
  await paper(browser, server, workshop, `/boards/${plenary.id}/poster.pdf?paper=A0&orientation=landscape`, 36, 1, "poster.png");
  await paper(browser, server, workshop, `/workshops/${workshop.id}/vademecum.pdf`, 64, 4, "handbook.png");
}

/** First pages of a PDF side by side, as Poppler draws them. */
async function paper(browser: Browser, server: Server, workshop: Workshop, path: string, dpi: number, count: number, name: string): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1${path}`, { headers: { authorization: `Bearer ${workshop.facilitator.token}` } });
  expect(answer.status).toBe(200);
  const folder = mkdtempSync(joinPath(tmpdir(), "paper-"));
  try {
    writeFileSync(joinPath(folder, "a.pdf"), Buffer.from(await answer.arrayBuffer()));
    execFileSync("pdftoppm", ["-png", "-r", `${dpi}`, "-l", `${count}`, joinPath(folder, "a.pdf"), joinPath(folder, "page")], { stdio: "ignore" });
    const images = readdirSync(folder).filter((file) => file.endsWith(".png")).sort();
    const page = await browser.newPage();
    const shown = images.map((file) => `<img src="data:image/png;base64,${readFileSync(joinPath(folder, file)).toString("base64")}">`);
    await page.setContent(`<main style="display:inline-flex;gap:16px;padding:16px;background:#e8e6e0">${shown.join("")}</main>`);
    writeFileSync(joinPath(PICTURES, name), await page.locator("main").screenshot());
    await page.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What lies beside a board for who facilitates: what belongs together, and what waits for it. */
async function beside(browser: Browser, language: "en" | "it", server: Server, workshop: Workshop): Promise<void> {
  const { id, facilitator: { token, url } } = workshop;
  const camera = await Camera.open(browser, language, LAPTOP);
  const { page } = camera;
  await page.goto(url);
  await expect(page.getByRole("heading", { name: TITLE })).toBeVisible();
  // What the groups brought, where some have said the same.
  await page.goto(`http://${HOST}/b/${boardOf(workshop.boards, "plenary").id}`);
  await camera.board();
  await camera.button("more").click();
  await camera.button("suggest").click();
  const panel = (key: Key) => page.getByRole("complementary", { name: camera.word(key) });
  await panel("suggest").getByRole("radio").first().click();
  await camera.take("suggest.png");
  await page.keyboard.press("Escape");

  await page.goto(`http://${HOST}/b/${boardOf(workshop.boards, "group", "Ambiente").id}`);
  await camera.board();
  const board = boardOf(workshop.boards, "group", "Ambiente").id;
  await call(server, "PATCH", `/workshops/${id}`, token, { roles: { groups: { Ambiente: "contributor" } } });
  await call(server, "POST", `/workshops/${id}/progress`, token, { do: "write_privately", boards: [board], inbox: true });
  const lia = await Camera.open(browser, language, PHONE);
  await lia.welcome(workshop, "Lia", "Ambiente");
  await lia.button("join.go").click();
  for (const text of PRIVATE[language]) {
    await lia.page.getByRole("textbox", { name: lia.word("capture.field") }).fill(text);
    await lia.button("capture.send").click();
    await expect(lia.page.locator(".mine").getByText(text)).toBeVisible();
  }
  await page.getByRole("button", { name: /^2 / }).click();
  await expect(panel("inbox").getByRole("listitem")).toHaveCount(2);
  await camera.take("inbox.png");
  await call(server, "POST", `/workshops/${id}/progress`, token, { do: "reveal" });
  await call(server, "PATCH", `/workshops/${id}`, token, { roles: { groups: { Ambiente: null } } });
  await lia.close();
  await camera.close();
}

/** A theme of the board, as large as the wall. */
async function projector(browser: Browser, language: "en" | "it", workshop: Workshop): Promise<void> {
  const camera = await Camera.open(browser, language, PROJECTOR);
  const { page } = camera;
  await page.goto(workshop.facilitator.url);
  await page.getByRole("listitem").getByRole("link").filter({ hasText: "Ambiente" }).first().click();
  await camera.board();
  await camera.button("more").click();
  await camera.button("present").click();
  await expect(page.getByRole("region", { name: camera.word("present") })).toBeVisible();
  await camera.take("projector.png");
  await camera.close();
}

/** Each template on a board of its own. */
async function templates(browser: Browser, language: "en" | "it", server: Server): Promise<void> {
  const camera = await Camera.open(browser, language, LAPTOP);
  const called = TEMPLATES.map((name) => camera.word(`template.${name}` as Key));
  const workshop = await createWorkshop(server, called, "Laboratorio");
  const { page } = camera;
  await page.goto(workshop.facilitator.url);
  await expect(page.getByRole("heading", { name: "Laboratorio" })).toBeVisible();
  for (const [nth, name] of TEMPLATES.entries()) {
    await page.goto(`http://${HOST}/b/${boardOf(workshop.boards, "group", called[nth]).id}`);
    await camera.button("template.offer").click();
    const gallery = page.getByRole("dialog", { name: camera.word("templates") });
    await gallery.getByRole("listitem").nth(nth).getByRole("button").first().click();
    await expect(gallery).toBeHidden();
    await expect(page.locator("[data-net]")).toHaveAttribute("data-save", "saved");
    await page.getByRole("application").focus();
    await page.keyboard.press("Escape");
    await page.keyboard.press("1");
    await expect(page.getByRole("toolbar", { name: camera.word("selection.menu") })).toBeHidden();
    await camera.take(`templates/${name}.png`);
  }
  await camera.close();
}

for (const language of ["en", "it"] as const) {
  test(`pictures in ${language}`, async ({}, info) => {
    const server = await Server.start("--public-url", `http://${HOST}`);
    const { launchOptions } = info.project.use;
    const rule = `--host-resolver-rules=MAP ${HOST} ${new URL(server.url).host}`;
    const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions?.args ?? []), rule] });
    try {
      const workshop = await createWorkshop(server, GROUPS, TITLE);
      await importSample(server, workshop);
      const others = await company(browser, workshop);
      await participants(browser, language, workshop, others);
      await projector(browser, language, workshop);
      await programme(browser, language, server, workshop);
      await facilitator(browser, language, server, workshop);
      await beside(browser, language, server, workshop);
      await templates(browser, language, server);
    } finally {
      await browser.close();
      await server.stop();
    }
  });
}
