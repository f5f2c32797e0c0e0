/** A value that can be watched; no framework, so that scene and tools can be tested in Node. */
export class Signal<T> {
  private readonly watchers = new Set<(value: T) => void>();

  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  /** Tells the watchers only if the value is another one (`Object.is`). */
  set(value: T): void {
    if (Object.is(this.value, value)) return;
    this.value = value;
    for (const watch of [...this.watchers]) watch(value);
  }

  /** Calls `watch` after each change, not now. Returns the way to stop. */
  subscribe(watch: (value: T) => void): () => void {
    this.watchers.add(watch);
    return () => this.watchers.delete(watch);
  }
}
