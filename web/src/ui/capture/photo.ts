/** The photo that goes with the note being written: sent at once, while one goes on writing. */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { bringPicture, NotTaken, sendPicture, type Access, type PictureRefusal } from "../../doc/pictures";
import { draft, keepDraft } from "./draft";

/** What is smaller goes as it is, bytes. */
const SMALL = 1_000_000;
/** The server keeps no more than this, so that a telephone need not send it. */
const SIDE = 2_048;
const QUALITY = 0.88;

export interface Photo {
  /** To be seen here; null while it is brought back after a reload. */
  readonly url: string | null;
  /** Once the server has it. */
  readonly image: string | null;
  /** Why it was not taken. */
  readonly why: PictureRefusal | null;
}

export interface Photographing {
  readonly photo: Accessor<Photo | null>;
  take(file: File): void;
  /** Sends once more what was not taken. */
  again(): void;
  drop(): void;
}

export function photographing(access: Access): Photographing {
  const [photo, setPhoto] = createSignal<Photo | null>(null);
  let file: Blob | null = null;
  /** Which of several tries counts: the last. */
  let turn = 0;

  const show = (next: Photo | null): void => {
    const before = photo()?.url;
    if (before && before !== next?.url) URL.revokeObjectURL(before);
    setPhoto(next);
    keepDraft(access.board, next?.image ?? "", "draft.photo");
  };
  const send = async (url: string): Promise<void> => {
    const mine = ++turn;
    show({ url, image: null, why: null });
    try {
      const { image } = await sendPicture(access, await shrunk(file!));
      if (mine === turn) show({ url, image, why: null });
    } catch (error) {
      if (mine === turn) show({ url, image: null, why: error instanceof NotTaken ? error.why : "refused" });
    }
  };
  const drop = (): void => {
    turn++;
    file = null;
    show(null);
  };

  const kept = draft(access.board, "draft.photo");
  if (kept) {
    const mine = ++turn;
    show({ url: null, image: kept, why: null });
    void bringPicture(access, kept).then((blob) => {
      if (blob && mine === turn) show({ url: URL.createObjectURL(blob), image: kept, why: null });
    });
  }
  onCleanup(() => {
    turn++;
    const url = photo()?.url;
    if (url) URL.revokeObjectURL(url);
  });
  return {
    photo,
    take(chosen) {
      file = chosen;
      void send(URL.createObjectURL(chosen));
    },
    again() {
      const url = photo()?.url;
      if (file && url) void send(url);
    },
    drop,
  };
}

/** As many pixels as are kept. What this browser cannot read goes as it is: the server says what is wrong with it. */
async function shrunk(file: Blob): Promise<Blob> {
  if (file.size <= SMALL) return file;
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const ctx = canvas.getContext("2d");
  if (ctx) {
    // A JPEG has no holes to see through.
    ctx.fillStyle = "#fff";
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  }
  bitmap.close();
  const smaller = ctx && (await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY)));
  return smaller && smaller.size < file.size ? smaller : file;
}
