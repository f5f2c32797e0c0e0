/**
 * Pictures by their ids: sent to the server, brought from it, and kept on this device for when it is away. An id says
 * what the picture is, so nothing kept is ever out of date.
 */

const CACHE = "pictures";
/** Kept on the device; the earliest go first. */
const KEPT = 200;

export interface Access {
  readonly board: string;
  readonly token: string;
}

/** A picture as the server keeps it; sizes in its pixels. */
export interface Picture {
  readonly image: string;
  readonly width: number;
  readonly height: number;
}

/** Why a picture was not taken. `offline`: nobody could be asked. */
export type PictureRefusal = "offline" | "too_large" | "no_picture" | "full" | "refused";

export class NotTaken extends Error {
  constructor(readonly why: PictureRefusal) {
    super(why);
  }
}

const address = ({ board }: Access, image = ""): string => `/api/v1/boards/${board}/images${image && `/${image}`}`;
const bearer = ({ token }: Access): HeadersInit => ({ Authorization: `Bearer ${token}` });

/** Sends a picture; throws {@link NotTaken}. */
export async function sendPicture(access: Access, file: Blob): Promise<Picture> {
  const answer = await fetch(address(access), { method: "POST", headers: bearer(access), body: file }).catch(() => null);
  if (answer?.ok) return (await answer.json()) as Picture;
  const { code } = (await answer?.json().catch(() => null)) ?? {};
  throw new NotTaken(!answer || answer.status >= 500 ? "offline" : code === "too_large" || code === "no_picture" || code === "full" ? code : "refused");
}

/** The bytes of a picture; null when they cannot be had now. */
export async function bringPicture(access: Access, image: string): Promise<Blob | null> {
  const at = address(access, image);
  const cache = await opened();
  const kept = await cache?.match(at);
  if (kept) return kept.blob();
  const answer = await fetch(at, { headers: bearer(access) }).catch(() => null);
  if (!answer?.ok) return null;
  if (cache) await keep(cache, at, answer.clone());
  return answer.blob();
}

/** Browsers that keep nothing, and pages that are not served securely, have no such place. */
async function opened(): Promise<Cache | null> {
  try {
    return await caches.open(CACHE);
  } catch {
    return null;
  }
}

async function keep(cache: Cache, at: string, answer: Response): Promise<void> {
  try {
    await cache.put(at, answer);
    const all = await cache.keys();
    await Promise.all(all.slice(0, Math.max(0, all.length - KEPT)).map((request) => cache.delete(request)));
  } catch (error) {
    // A full device shows the picture all the same, and asks again next time.
    console.info("a picture is not kept on this device", error);
  }
}
