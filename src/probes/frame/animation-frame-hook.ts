import { patchMethod } from '../patch-method.ts';

/** Told of the frames of a page; both calls are made on the frame's path. */
export interface AnimationFrameHandler {
  /** Before the first callback of a frame. */
  frameStart(timestampMs: number): void;
  /** After the last callback of the frame; `endMs` is when that callback returned. */
  frameEnd(endMs: number): void;
  /** Called when a frame is requested while none was pending or running. */
  frameRequested(): void;
}

/**
 * Sees every animation frame of a window, whoever asks for one: all callbacks of one timestamp are one frame, however many loops
 * there are. The frame ends when as many callbacks have returned as were pending when it began, cancelled ones left out:
 *
 *     request A, request B │ frame: A runs (asks for the next), B runs ► end
 *     next = [A, B]        │ current = [A, B], next = [A]
 */
export class AnimationFrameHook {
  private readonly handler: AnimationFrameHandler;
  private readonly restore: (() => boolean)[];
  private active = true;
  private open = false;
  private timestampMs = Number.NaN;
  private lastEndMs = 0;
  /** Ids of the callbacks of the running frame, in the order they run; 0 for one that was cancelled. */
  private current: number[] = [];
  /** How many of `current` are done or cancelled. */
  private head = 0;
  private next: number[] = [];

  constructor(view: Window & typeof globalThis, handler: AnimationFrameHandler) {
    this.handler = handler;
    const hook = this;
    const request = view.requestAnimationFrame;
    const cancel = view.cancelAnimationFrame;
    // One wrapper a callback: an engine's loop asks with the same function each frame, and so allocates nothing.
    const wrappers = new WeakMap<FrameRequestCallback, FrameRequestCallback>();
    const wrap = (callback: FrameRequestCallback): FrameRequestCallback => {
      let wrapper = wrappers.get(callback);
      if (wrapper === undefined) {
        wrapper = function (this: unknown, timestampMs: number) {
          hook.run(callback, this, timestampMs);
        };
        wrappers.set(callback, wrapper);
      }
      return wrapper;
    };
    this.restore = [
      patchMethod(view, 'requestAnimationFrame', function (this: Window, callback: FrameRequestCallback): number {
        // Anything that the native function refuses, it refuses itself, with its own error.
        // biome-ignore lint/complexity/noArguments: too few arguments must stay too few
        if (!hook.active || typeof callback !== 'function') return Reflect.apply(request, this, arguments);
        const id = Reflect.apply(request, this, [wrap(callback)]) as number;
        if (hook.next.length === 0 && !hook.open) hook.guard(hook.handler.frameRequested);
        hook.next.push(id);
        return id;
      }),
      patchMethod(view, 'cancelAnimationFrame', function (this: Window, id: number): void {
        if (hook.active) hook.cancelled(id);
        // biome-ignore lint/complexity/noArguments: too few arguments must stay too few
        Reflect.apply(cancel, this, arguments);
      }),
    ];
  }

  /** Whether a callback is waiting for the next frame: without one the page does not render on its own. */
  get isFramePending(): boolean {
    return this.next.length > 0;
  }

  /** Restores the window's functions where ours are on top; wrapped callbacks that are still pending run as if unwrapped. */
  destroy(): void {
    this.active = false;
    this.open = false;
    for (const restore of this.restore) restore();
  }

  private run(callback: FrameRequestCallback, self: unknown, timestampMs: number): void {
    if (this.active) this.before(timestampMs);
    try {
      // An error passes through untouched: the page's own handlers see it as if nobody stood between.
      callback.call(self, timestampMs);
    } finally {
      if (this.active && this.open) this.after();
    }
  }

  private before(timestampMs: number): void {
    if (this.open && timestampMs === this.timestampMs) return;
    // A frame that never counted down (a callback cancelled behind our back) ends when its last callback returned.
    if (this.open) this.end();
    const { current } = this;
    current.length = 0;
    this.current = this.next;
    this.next = current;
    this.head = 0;
    this.open = true;
    this.timestampMs = timestampMs;
    try {
      this.handler.frameStart(timestampMs);
    } catch {
      this.destroy();
    }
  }

  private after(): void {
    this.lastEndMs = performance.now();
    const { current } = this;
    while (this.head < current.length && current[this.head] === 0) this.head++;
    this.head++;
    while (this.head < current.length && current[this.head] === 0) this.head++;
    if (this.head >= current.length) this.end();
  }

  private end(): void {
    this.open = false;
    try {
      this.handler.frameEnd(this.lastEndMs);
    } catch {
      this.destroy();
    }
  }

  private cancelled(id: number): void {
    const waiting = this.next.indexOf(id);
    if (waiting >= 0) this.next.splice(waiting, 1);
    else if (this.open) {
      const at = this.current.indexOf(id, this.head);
      if (at >= 0) this.current[at] = 0;
    }
  }

  private guard(call: () => void): void {
    try {
      call.call(this.handler);
    } catch {
      this.destroy();
    }
  }
}
