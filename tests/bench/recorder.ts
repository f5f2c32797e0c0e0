/** What is measured inside the page: when notes are painted, how long frames take, how late they answer input. */

export interface Recorder {
  /** Milliseconds from the navigation's start to the end of the first frame that painted notes. */
  readonly painted: Promise<number>;
  /** Resolves when a first frame has begun, so that the next is measured. */
  start(): Promise<void>;
  stop(): { readonly frames: number[]; readonly lags: number[] };
}

/** Runs in the page before anything else; must not refer to this module. */
export function record(): void {
  const painted = new Promise<number>((resolve) => {
    // The observer is called in a task of its own, after the frame that set the mark has been handed over.
    new PerformanceObserver((list) => {
      if (list.getEntriesByName("board-painted").length > 0) resolve(performance.now());
    }).observe({ type: "mark", buffered: true });
  });
  let running = false;
  let frames: number[] = [];
  let lags: number[] = [];
  let last = 0;
  let waiting = 0;
  const after = new MessageChannel();
  let answered = 0;
  after.port1.onmessage = () => {
    if (running && answered > 0) lags.push(performance.now() - answered);
    answered = 0;
  };
  const step = (): void => {
    if (!running) return;
    const now = performance.now();
    if (last > 0) frames.push(now - last);
    last = now;
    if (waiting > 0) {
      answered = waiting;
      waiting = 0;
      after.port2.postMessage(null);
    }
    requestAnimationFrame(step);
  };
  const heard = (event: Event): void => {
    if (running && waiting === 0) waiting = event.timeStamp;
  };
  for (const kind of ["wheel", "pointermove", "pointerdown", "pointerup", "keydown"]) {
    addEventListener(kind, heard, { capture: true, passive: true });
  }
  window.bench = {
    painted,
    start() {
      [running, frames, lags, last, waiting] = [true, [], [], 0, 0];
      return new Promise((begun) => {
        requestAnimationFrame(() => {
          step();
          begun();
        });
      });
    },
    stop() {
      running = false;
      return { frames, lags };
    },
  };
}
