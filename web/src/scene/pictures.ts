/** Pictures ready to be painted: brought when they are first seen, kept while the board is open. */

/** Pictures held as bitmaps; those not seen for longest go first. */
const MOST = 120;
/** One that could not be had is asked for again after this. */
const AGAIN_MS = 8_000;

export type Bring = (image: string) => Promise<Blob | null>;

export class Pictures {
  private readonly there = new Map<string, ImageBitmap>();
  private readonly asked = new Map<string, number>();

  constructor(
    private readonly bring: Bring,
    /** One has come. */
    private readonly came: () => void,
  ) {}

  /** Null while it is not there. */
  get(image: string): ImageBitmap | null {
    const found = this.there.get(image);
    if (found) {
      // Behind those that have not been looked at since.
      this.there.delete(image);
      this.there.set(image, found);
      return found;
    }
    const now = performance.now();
    if (now - (this.asked.get(image) ?? -Infinity) > AGAIN_MS) {
      this.asked.set(image, now);
      void this.load(image);
    }
    return null;
  }

  close(): void {
    for (const bitmap of this.there.values()) bitmap.close();
    this.there.clear();
  }

  private async load(image: string): Promise<void> {
    try {
      const blob = await this.bring(image);
      if (!blob) {
        setTimeout(this.came, AGAIN_MS + 50);
        return;
      }
      this.there.set(image, await createImageBitmap(blob));
      const [oldest] = this.there.keys();
      if (this.there.size > MOST && oldest) {
        this.there.get(oldest)?.close();
        this.there.delete(oldest);
      }
      this.came();
    } catch (error) {
      console.warn("a picture cannot be shown", error);
    }
  }
}
