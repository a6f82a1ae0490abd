import { patchMethod } from '../patch-method.ts';
import { CallbackQueue } from './callback-queue.ts';
import { SlowCallbacks } from './slow-callbacks.ts';

/** Told of the frames of a page; `frameStart` and `frameEnd` are called on the frame's path. */
export interface AnimationFrameHandler {
  /** Before the first callback of a frame. `isIdle`: before it the page asked for no frame for a while. */
  frameStart(timestampMs: number, isIdle: boolean): void;
  /** After the last callback of the frame; `endMs` is when that callback returned. */
  frameEnd(endMs: number): void;
  /** One of the two threw; the handler is told of no more frames. */
  failed(error: unknown): void;
}

/** A page that asks for no frame for so long renders on demand: it was idle, not slow. */
const IDLE_AFTER_MS = 100;

const METHODS = ['requestAnimationFrame', 'cancelAnimationFrame'] as const;
// A callback need not be a function of ours: it may have no prototype, or a `call` of its own.
const { apply } = Reflect;
const hooks = new WeakMap<FrameOwner, AnimationFrameHook>();

/** Where animation frames are asked for: a window, a worker's global scope, or the prototype of XR sessions. */
export interface FrameOwner {
  requestAnimationFrame(callback: FrameCallback): number;
  cancelAnimationFrame(id: number): void;
}
/** Of an XR session it gets the XR frame, too. */
export type FrameCallback = (timestampMs: number, xrFrame?: unknown) => void;

/**
 * The hook of a window, worker or of XR sessions, one for all scopes of this copy of the package: scopes that come and go in any
 * order leave no chain of patches behind.
 */
export function animationFrameHook(owner: FrameOwner): AnimationFrameHook {
  const known = hooks.get(owner);
  if (known?.isUsable) return known;
  const hook = new AnimationFrameHook(owner);
  hooks.set(owner, hook);
  return hook;
}

/**
 * Sees every animation frame of an owner, whoever asks for one: all callbacks of one timestamp are one frame, however many loops
 * there are. The frame ends when as many callbacks have returned as were pending when it began, cancelled ones left out:
 *
 *     request A, request B │ frame: A runs (asks for the next), B runs ► end
 *     next = [A, B]        │ current = [A, B], next = [A]
 */
export class AnimationFrameHook {
  /** Whether one of the callbacks runs right now. */
  isRunning = false;
  readonly slowCallbacks: SlowCallbacks = new SlowCallbacks();
  readonly #owner: FrameOwner;
  readonly #patches;
  /** Replaced as a whole, so that one who leaves while all are told does not disturb that. */
  #handlers: readonly AnimationFrameHandler[] = [];
  #isOpen = false;
  #timestampMs = Number.NaN;
  #lastEndMs = Number.NaN;
  /** Since when the page has asked for no frame; NaN while one is pending. */
  #quietSinceMs = Number.NaN;
  /** For how long it asked for none since the last frame, up to the newest request. */
  #quietMs = 0;
  #current = new CallbackQueue();
  #next = new CallbackQueue();
  /** Reused for each callback of a page. What is called gets a copy. */
  readonly #args: [timestampMs: number] = [Number.NaN];

  constructor(owner: FrameOwner) {
    this.#owner = owner;
    const hook = this;
    const { requestAnimationFrame: request, cancelAnimationFrame: cancel } = owner;
    // One wrapper a callback: an engine's loop asks with the same function each frame, and so allocates nothing. One that is
    // pending is not used again, so that it tells which of two requests runs.
    const wrappers = new WeakMap<FrameCallback, FrameCallback>();
    // Apart from what looks for it: a function that makes others has an object for them in each call.
    const createWrapper = (callback: FrameCallback): FrameCallback => {
      // By this name, which minifiers keep, the browser's reports of long frames call it.
      const { framescopeFrame: wrapper } = {
        framescopeFrame(this: unknown, timestampMs: number, xrFrame?: unknown): void {
          hook.#run(wrapper, callback, this, timestampMs, xrFrame);
        },
      };
      wrappers.set(callback, wrapper);
      return wrapper;
    };
    const wrap = (callback: FrameCallback): FrameCallback => {
      const known = wrappers.get(callback);
      return known === undefined || hook.#next.has(known) ? createWrapper(callback) : known;
    };
    const requestArgs: unknown[] = [undefined];
    const replacements = {
      requestAnimationFrame(this: unknown, callback: FrameCallback): number {
        // Anything that the native function refuses, it refuses itself, with its own error.
        // biome-ignore lint/complexity/noArguments: too few arguments must stay too few
        if (hook.#handlers.length === 0 || typeof callback !== 'function') return apply(request, this, arguments);
        const wrapper = wrap(callback);
        requestArgs[0] = wrapper;
        const id: number = apply(request, this, requestArgs as [FrameCallback]);
        hook.#requested(id, wrapper);
        return id;
      },
      cancelAnimationFrame(this: unknown, id: number): void {
        if (hook.#handlers.length > 0) hook.#cancelled(id);
        // biome-ignore lint/complexity/noArguments: too few arguments must stay too few
        apply(cancel, this, arguments);
      },
    };
    this.#patches = METHODS.map((name) => {
      return { name, native: owner[name], replacement: replacements[name], undo: null as (() => boolean) | null };
    });
  }

  /** Whether it sees frames, or can again: not where somebody else's patch came where ours was. */
  get isUsable(): boolean {
    return this.#patches.every(({ name, native, undo }) => undo !== null || this.#owner[name] === native);
  }

  /**
   * Tells of each frame from now on; what it gives ends that. With the last handler the owner's functions are restored where ours
   * are on top, and wrapped callbacks that are still pending run as if unwrapped.
   *
   * @throws TypeError where the owner's functions cannot be replaced; then none is
   */
  subscribe(handler: AnimationFrameHandler): () => void {
    try {
      this.#putIn();
    } catch (error) {
      if (this.#handlers.length === 0) this.#takeOut();
      throw error;
    }
    this.#handlers = [...this.#handlers, handler];
    return () => this.#remove(handler);
  }

  #remove(handler: AnimationFrameHandler): void {
    this.#handlers = this.#handlers.filter((other) => other !== handler);
    if (this.#handlers.length === 0) this.#takeOut();
  }

  #putIn(): void {
    // One that is under somebody else's patch still works.
    for (const patch of this.#patches)
      if (this.#owner[patch.name] === patch.native)
        patch.undo = patchMethod(this.#owner, patch.name, patch.replacement);
  }

  #takeOut(): void {
    for (const patch of this.#patches) if (patch.undo?.()) patch.undo = null;
    this.#isOpen = false;
    this.#current.clear();
    this.#next.clear();
    this.#lastEndMs = Number.NaN;
    this.#quietSinceMs = Number.NaN;
    this.#quietMs = 0;
  }

  #requested(id: number, wrapper: FrameCallback): void {
    let nowMs = 0;
    if (!this.isRunning) {
      nowMs = performance.now();
      if (this.#quietSinceMs <= nowMs) this.#quietMs += nowMs - this.#quietSinceMs;
    }
    this.#quietSinceMs = Number.NaN;
    this.#next.add(id, wrapper, nowMs);
  }

  #cancelled(id: number): void {
    if (!this.#next.remove(id)) this.#current.remove(id);
    else if (this.#next.isEmpty && !this.isRunning) this.#quietSinceMs = performance.now();
  }

  #run(wrapper: FrameCallback, callback: FrameCallback, self: unknown, timestampMs: number, xrFrame: unknown): void {
    const isSeen = this.#handlers.length > 0;
    if (isSeen) this.#before(wrapper, timestampMs);
    this.isRunning = true;
    this.#args[0] = timestampMs;
    try {
      // An error passes through untouched: the page's own handlers see it as if nobody stood between.
      apply(callback, self, xrFrame === undefined ? this.#args : [timestampMs, xrFrame]);
    } finally {
      this.isRunning = false;
      if (isSeen) this.#after(callback);
    }
  }

  #before(wrapper: FrameCallback, timestampMs: number): void {
    if (timestampMs === this.#timestampMs) {
      this.#current.take(wrapper);
      return;
    }
    // A frame that never counted down (a callback cancelled behind our back) ends when its last callback returned.
    if (this.#isOpen) this.#end();
    const current = this.#current;
    current.clear();
    this.#current = this.#next;
    this.#next = current;
    // When all that was pending was cancelled behind our back, nobody knows since when the page was idle: since the last frame.
    const requestedMs = this.#current.take(wrapper);
    const isIdle = this.#quietMs > IDLE_AFTER_MS || requestedMs - this.#lastEndMs > IDLE_AFTER_MS;
    this.#quietMs = 0;
    this.#isOpen = true;
    this.#timestampMs = timestampMs;
    const handlers = this.#handlers;
    for (let k = 0; k < handlers.length; k++) {
      const handler = handlers[k] as AnimationFrameHandler;
      try {
        handler.frameStart(timestampMs, isIdle);
      } catch (error) {
        this.#fail(handler, error);
      }
    }
  }

  #after(callback: FrameCallback): void {
    // Since the frame began or, of the callbacks after the first, since the one before.
    const startMs = Math.max(this.#lastEndMs || 0, this.#timestampMs);
    this.#lastEndMs = performance.now();
    this.slowCallbacks.note(callback, startMs, this.#lastEndMs);
    if (this.#isOpen && this.#current.isEmpty) this.#end();
    // Only now: a page that asks for its next frame in a microtask was not idle while the frame was counted.
    if (this.#next.isEmpty) this.#quietSinceMs = this.#lastEndMs = performance.now();
  }

  #end(): void {
    this.#isOpen = false;
    const handlers = this.#handlers;
    for (let k = 0; k < handlers.length; k++) {
      const handler = handlers[k] as AnimationFrameHandler;
      try {
        handler.frameEnd(this.#lastEndMs);
      } catch (error) {
        this.#fail(handler, error);
      }
    }
  }

  #fail(handler: AnimationFrameHandler, error: unknown): void {
    this.#remove(handler);
    handler.failed(error);
  }
}
