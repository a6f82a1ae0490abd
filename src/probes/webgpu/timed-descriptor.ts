/** Where a pass writes its timestamps. */
export interface TimestampWrites {
  querySet: GPUQuerySet;
  beginningOfPassWriteIndex: number;
  endOfPassWriteIndex: number;
}

/**
 * A descriptor of a pass with timestamps of ours where the page asks for none. It stands for the page's own while the native call
 * reads it, which so reads each property as often, in the same order and from the same object as without us; the page's
 * descriptor is not touched. One is used for all passes.
 */
export class TimedDescriptor {
  /** What the native call gets. */
  readonly proxy: object;
  /** Whether the native call read our timestamps. */
  isTimed = false;
  /** The label that it read, if it is text. */
  label = '';
  #descriptor: object | null = null;
  #writes: TimestampWrites | null = null;

  constructor() {
    // Not around the page's object: a proxy may not tell anything else of a frozen one.
    this.proxy = new Proxy({}, { get: (_target, key) => this.#read(key) });
  }

  /** Whether a native call reads it. */
  get isInUse(): boolean {
    return this.#descriptor !== null;
  }

  begin(descriptor: object, writes: TimestampWrites): void {
    this.#descriptor = descriptor;
    this.#writes = writes;
    this.isTimed = false;
    this.label = '';
  }

  end(): void {
    this.#descriptor = null;
    this.#writes = null;
  }

  #read(key: string | symbol): unknown {
    const value: unknown = Reflect.get(this.#descriptor as object, key);
    if (key === 'label' && typeof value === 'string') this.label = value;
    if (key !== 'timestampWrites' || value !== undefined) return value;
    this.isTimed = true;
    return this.#writes;
  }
}
