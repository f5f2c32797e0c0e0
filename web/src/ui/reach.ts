/** Whether the server can be reached, for pages that have no line to it. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { isAnswer } from "../shell/errand";

/** While it is away it is asked this often; and this long an answer is waited for. */
const AGAIN_MS = 3_000;
const PATIENCE_MS = 2_500;

async function answers(): Promise<boolean> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    // Only the head: that is never answered from this device.
    return isAnswer(await fetch("/", { method: "HEAD", signal: patience.signal }));
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Asks once, and when the network says that it came or went; while the server is away, again and again. */
export function serverAway(): Accessor<boolean> {
  const [away, setAway] = createSignal(!navigator.onLine);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHere = true;
  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    const isAway = !(await answers());
    if (!isHere) return;
    setAway(isAway);
    clearTimeout(timer);
    if (isAway) timer = setTimeout(() => void ask(), AGAIN_MS);
  };
  const changed = (): void => void ask();
  addEventListener("online", changed);
  addEventListener("offline", changed);
  onCleanup(() => {
    isHere = false;
    clearTimeout(timer);
    removeEventListener("online", changed);
    removeEventListener("offline", changed);
  });
  void ask();
  return away;
}
