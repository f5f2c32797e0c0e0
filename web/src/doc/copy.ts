/**
 * The whole board in one compressed piece, for a device that has nothing of it: a quarter of what the line would carry,
 * and asked for while the page's code is still coming. Whatever goes wrong with it, the line brings everything.
 */

/** Longer than this the line is not kept waiting. */
const PATIENCE_MS = 15_000;

const asked = new Map<string, Promise<Uint8Array | null>>();

export function askCopy(board: string, token: string): void {
  if (!asked.has(board)) asked.set(board, bring(board, token));
}

/** The copy that was asked for, only once; null without one. */
export async function takeCopy(board: string): Promise<Uint8Array | null> {
  const copy = asked.get(board);
  asked.delete(board);
  return (await copy) ?? null;
}

async function bring(board: string, token: string): Promise<Uint8Array | null> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    const headers = { Authorization: `Bearer ${token}` };
    const answer = await fetch(`/api/v1/boards/${board}/state`, { headers, signal: patience.signal });
    return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
