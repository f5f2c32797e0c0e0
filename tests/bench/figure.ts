/** Figures: one JSON line each, which `reporter.ts` gathers into a table. */
import { GOALS } from "./goals";

export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  readonly [more: string]: unknown;
}

/** Prints one figure; its unit and goal are in `goals.ts`. */
export function figure(name: string, value: number, more: Record<string, unknown> = {}): void {
  const goal = GOALS[name];
  if (!goal) throw new Error(`${name} is not in goals.ts`);
  const line: Figure = { figure: name, value: round(value), unit: goal.unit, ...more };
  console.log(JSON.stringify(line));
}

/** Prints the same figure of Excalidraw, measured in this run. */
export function beside(name: string, value: number): void {
  const goal = GOALS[name];
  if (!goal) throw new Error(`${name} is not in goals.ts`);
  console.log(JSON.stringify({ figure: `${BESIDE}${name}`, value: round(value), unit: goal.unit } satisfies Figure));
}

export const BESIDE = "Excalidraw: ";
export const round = (value: number): number => Number(value.toFixed(value < 100 ? 1 : 0));

/** The value below which `p` per cent lie. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((p / 100) * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 50);
