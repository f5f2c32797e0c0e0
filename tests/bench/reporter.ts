/** Gathers the figures of a run and prints them as a Markdown table, beside their goals and the peers' ratios. */
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { BROWSER } from "../playwright.config";
import { BESIDE, type Figure } from "./figure";
import { GOALS } from "./goals";

export default class Table implements Reporter {
  private readonly figures = new Map<string, Figure>();
  private readonly load = loadavg()[0] ?? 0;
  private failed = 0;

  printsToStdio(): boolean {
    return true;
  }

  onTestBegin(test: TestCase): void {
    console.log(`# ${test.title}`);
  }

  onStdOut(chunk: string | Buffer): void {
    const text = String(chunk);
    process.stdout.write(text);
    for (const line of text.split("\n")) {
      if (!line.startsWith('{"figure"')) continue;
      const figure = JSON.parse(line) as Figure;
      this.figures.set(figure.figure, figure);
    }
  }

  onStdErr(chunk: string | Buffer): void {
    process.stderr.write(chunk);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    if (result.status === "passed" || result.status === "skipped") return;
    this.failed++;
    console.error(`${test.title}: ${result.errors.map((error) => error.stack ?? error.message).join("\n")}`);
  }

  onError(error: { message?: string }): void {
    this.failed++;
    console.error(error.message);
  }

  onEnd(_result: FullResult): void {
    console.log(`\n${this.table()}\n`);
    if (this.failed > 0) console.error(`${this.failed} measurements did not end`);
  }

  private table(): string {
    const ours = [...this.figures.values()].filter(({ figure }) => !figure.startsWith(BESIDE));
    const rows = ours.map(({ figure, value, unit }) => {
      const { atMost, tldraw, excalidraw, chromium, beside } = GOALS[figure]!;
      const screenshot = (beside && this.figures.get(beside)?.value) || chromium;
      const kept = atMost === undefined ? "" : value <= atMost ? `≤ ${number(atMost)}` : `**≤ ${number(atMost)} missed**`;
      return `| ${figure} | ${number(value)} ${unit} | ${kept} | ${peer(this.figures.get(`${BESIDE}${figure}`)?.value, excalidraw, value)} | ${peer(undefined, tldraw, value)} | ${ratio(screenshot, value)} |`;
    });
    return [
      `${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores, ${version()}, load before the start ${this.load.toFixed(2)}.`,
      this.load > 0.5 ? "\n**The machine was not quiet: these figures are only rough.**\n" : "",
      "| figure | ours | goal | Excalidraw / ours | tldraw / ours | screenshot / ours |",
      "| --- | ---: | ---: | ---: | ---: | ---: |",
      ...rows,
    ].join("\n");
  }
}

const number = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 1 : 0 });

/** Measured in this run, or once before it. */
const peer = (measured: number | undefined, before: number | undefined, ours: number): string =>
  measured === undefined ? (before === undefined ? "" : `(${ratio(before, ours)})`) : ratio(measured, ours);

const ratio = (peer: number | undefined, ours: number): string => (peer === undefined ? "" : `${(peer / ours).toFixed(1)}×`);

function version(): string {
  try {
    // Debian's starter writes warnings of its own before the version.
    const said = execFileSync(BROWSER, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return /Chromium [\d.]+/.exec(said)?.[0] ?? "Chromium";
  } catch {
    return "Chromium";
  }
}
