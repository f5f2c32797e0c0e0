/**
 * A real `plenaria` process on a port and a data folder of its own.
 *
 * `kill()` is SIGKILL: what a test has seen must survive it.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "..");
const BINARY = process.env.PLENARIA ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug/plenaria");
const START_TIMEOUT_MS = 20_000;

/** The administrator's token of every test server; a token has no meaning outside its own data folder. */
export const ADMIN = "administrator-of-this-test-run-0123456789";

export class Server {
  readonly data = mkdtempSync(join(tmpdir(), "plenaria-test-"));
  private child: ChildProcess | undefined;
  private port = 0;
  private log = "";

  private constructor(private readonly extra: string[]) {}

  static async start(...extra: string[]): Promise<Server> {
    if (!existsSync(BINARY)) throw new Error(`${BINARY} is missing: run \`make test\`, which builds it first`);
    const server = new Server(extra);
    await server.launch();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get ws(): string {
    return `ws://127.0.0.1:${this.port}`;
  }

  /** Everything the process has written to stderr so far. */
  get logs(): string {
    return this.log;
  }

  /** From now on the clock of all programmes is so much ahead. */
  putForward(minutes: number): void {
    writeFileSync(this.clock, String(Math.round(minutes * 60_000)));
  }

  private get clock(): string {
    return `${this.data}.clock`;
  }

  /** Resident memory in bytes, from /proc. */
  get rss(): number {
    const status = readFileSync(`/proc/${this.child?.pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
  }

  /** The process id of the running server. */
  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async kill(): Promise<void> {
    await this.end("SIGKILL");
  }

  /** Starts the process again on the same port and data folder. */
  async restart(): Promise<void> {
    await this.launch();
  }

  async stop(): Promise<void> {
    await this.end("SIGTERM");
    for (const path of [this.data, this.clock]) rmSync(path, { recursive: true, force: true });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((done) => child.once("exit", () => done()));
    child.kill(signal);
    await gone;
  }

  private async launch(): Promise<void> {
    const args = ["serve", "--listen", `127.0.0.1:${this.port}`, "--data", this.data, ...this.extra];
    const child = spawn(BINARY, args, {
      env: { ...process.env, PLENARIA_ADMIN_TOKEN: ADMIN, PLENARIA_TEST_CLOCK: this.clock },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.child = child;
    child.stderr?.on("data", (chunk) => {
      this.log += chunk;
    });
    this.port = await new Promise<number>((done, fail) => {
      let out = "";
      const timer = setTimeout(() => fail(new Error(`no listening line in time\n${out}\n${this.log}`)), START_TIMEOUT_MS);
      child.once("exit", (code) => fail(new Error(`the server ended with ${code}\n${out}\n${this.log}`)));
      child.stdout?.on("data", (chunk) => {
        out += chunk;
        const found = /listening on http:\/\/[^\s:]+:(\d+)/.exec(out);
        if (!found) return;
        clearTimeout(timer);
        done(Number(found[1]));
      });
    });
  }
}
