/** A frame of 60 Hz. What is shorter makes no frame long. */
const SLOW_MS = 16;
/** Kept until their long frame is reported, some frames later. */
const CAPACITY = 32;

/**
 * The names of the callbacks that lately took long. Browsers put a long frame down to the function that they called, which is our
 * wrapper; this tells which function of the page it called.
 */
export class SlowCallbacks {
  readonly #endsMs = new Float64Array(CAPACITY).fill(Number.NaN);
  readonly #names: string[] = [];
  #next = 0;

  /** Hot: a callback has returned. */
  note(callback: { readonly name: string }, startMs: number, endMs: number): void {
    if (endMs - startMs > SLOW_MS) this.#keep(callback, endMs);
  }

  /** The name of the function that returned in a span of time; empty when it has none, undefined when there was none. */
  nameBetween(fromMs: number, toMs: number): string | undefined {
    const index = this.#endsMs.findIndex((endMs) => endMs >= fromMs && endMs <= toMs);
    return this.#names[index];
  }

  #keep(callback: { readonly name: string }, endMs: number): void {
    this.#endsMs[this.#next] = endMs;
    this.#names[this.#next] = nameOf(callback);
    this.#next = (this.#next + 1) % CAPACITY;
  }
}

/** A function's name is the page's: it may be anything, or throw. */
function nameOf(callback: { readonly name: string }): string {
  try {
    const name: unknown = callback.name;
    return typeof name === 'string' ? name : '';
  } catch {
    return '';
  }
}
