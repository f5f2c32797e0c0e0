/** A board's versions, as the server gives them to who conducts, and how they are said. */
import { readPast, type Past } from "../../doc/past";
import { t } from "../../i18n";
import { timeOf } from "../../i18n/days";
import { json, send } from "../api";
import { phaseTitle } from "../programme/phases";
import type { Changes } from "./differences";

export interface Version {
  readonly version: string;
  /** Ms since 1970, by the programme's clock. */
  readonly at: number;
  readonly cause: "step" | "phase" | "named" | "before_restore";
  readonly name: string | null;
  /** The session that was present then. */
  readonly session: number;
}

export interface Restored {
  /** The version of what was there before: brought back whole, it undoes this. */
  readonly before: string;
  readonly back: number;
  readonly gone: number;
}

export const versions = {
  list: (token: string, board: string) => json<readonly Version[]>("GET", `/boards/${board}/versions`, token),
  name: (token: string, board: string, name: string) => json<Version>("POST", `/boards/${board}/versions`, token, { name }),
  rename: (token: string, board: string, version: string, name: string) => json<Version>("PATCH", `/boards/${board}/versions/${version}`, token, { name }),
  remove: (token: string, board: string, version: string) => send("DELETE", `/boards/${board}/versions/${version}`, token),
  async state(token: string, board: string, version: string): Promise<Past> {
    return readPast(new Uint8Array(await (await send("GET", `/boards/${board}/versions/${version}/state`, token)).arrayBuffer()));
  },
  /** What has happened since; without another version, until now. */
  changes: (token: string, board: string, version: string, to: string | null) =>
    json<Changes>("GET", `/boards/${board}/versions/${version}/changes${to ? `?to=${to}` : ""}`, token),
  /** Without ids all of it. */
  restore: (token: string, board: string, version: string, items?: readonly string[]) =>
    json<Restored>("POST", `/boards/${board}/versions/${version}/restore`, token, items ? { items } : {}),
};

/** Why there is a version, or what somebody called it. */
export function nameOf({ cause, name }: Version): string {
  if (cause === "phase") return t("history.phase", { title: phaseTitle(name ?? "") });
  return name ?? t(cause === "step" ? "history.step" : "history.before");
}

/** The same with its time, for one line. */
export function lineOf(version: Version): string {
  return `${timeOf(version.at)} · ${nameOf(version)}`;
}

/** Those of before stay the same objects where nothing about them has changed, so that a list keeps its rows. */
export function merged(before: readonly Version[], now: readonly Version[]): readonly Version[] {
  const known = new Map(before.map((one) => [one.version, one]));
  return now.map((one) => {
    const there = known.get(one.version);
    return there && there.name === one.name && there.cause === one.cause ? there : one;
  });
}
