import type { GapReason } from '../../metrics/index.ts';

/** A machine that slept less has not shown it. */
const SLEPT_MS = 2000;
/** Frames that a change of the window's size spoils: the one in which the page hears of it, and the one that its work delays. */
const RESIZE_FRAMES = 2;

/** Of two reasons for one gap the later in this list is told. */
const WEIGHT: readonly GapReason[] = [
  'none',
  'idle',
  'resize',
  'context-lost',
  'hidden',
  'suspended',
  'frozen',
  'bfcache',
  'start',
];

/** Why the interval before the next frame is no sample: what the page, the user and the machine did since the frame before. */
export class FrameGaps {
  readonly #view: Window | null;
  #next: GapReason = 'start';
  #isHidden = false;
  #isContextLost = false;
  #resizedFrames = 0;
  /** By how much the wall clock is ahead of the page's: it goes on while a machine sleeps, on most systems the page's does not. */
  #aheadMs = wallClockLead();

  /** @param view null, and a worker: nothing can hide, freeze or resize it */
  constructor(view: Window | null) {
    this.#view = view;
    if (view === null) return;
    this.#isHidden = view.document.hidden;
    view.document.addEventListener('visibilitychange', this.#onVisibilityChange);
    view.document.addEventListener('freeze', this.#onFreeze);
    view.addEventListener('pageshow', this.#onPageShow);
    view.addEventListener('resize', this.#onResize);
  }

  note(reason: GapReason): void {
    if (WEIGHT.indexOf(reason) > WEIGHT.indexOf(this.#next)) this.#next = reason;
  }

  /** Nothing that is measured can draw, or again. */
  setContextLost(isLost: boolean): void {
    if (this.#isContextLost) this.note('context-lost');
    this.#isContextLost = isLost;
  }

  /** Hot: once a frame. The reason of the frame that begins; `'none'`: its interval is a sample. */
  take(): GapReason {
    if (this.#isHidden) this.note('hidden');
    if (this.#isContextLost) this.note('context-lost');
    if (this.#resizedFrames > 0) {
      this.#resizedFrames--;
      this.note('resize');
    }
    const reason = this.#next;
    this.#next = 'none';
    return reason;
  }

  /** Notices that the machine has slept, seen at the clocks; off the frame's path. Gives for how long, in ms; 0: it has not. */
  checkSleep(): number {
    const aheadMs = wallClockLead();
    const sleptMs = aheadMs - this.#aheadMs;
    this.#aheadMs = aheadMs;
    if (sleptMs < SLEPT_MS) return 0;
    this.note('suspended');
    return sleptMs;
  }

  destroy(): void {
    const view = this.#view;
    view?.document.removeEventListener('visibilitychange', this.#onVisibilityChange);
    view?.document.removeEventListener('freeze', this.#onFreeze);
    view?.removeEventListener('pageshow', this.#onPageShow);
    view?.removeEventListener('resize', this.#onResize);
  }

  readonly #onVisibilityChange = (): void => {
    this.#isHidden = this.#view?.document.hidden === true;
    // The first frame of a page that is visible again ends the hidden period.
    this.note('hidden');
  };

  readonly #onFreeze = (): void => this.note('frozen');

  readonly #onPageShow = (event: PageTransitionEvent): void => {
    if (event.persisted) this.note('bfcache');
  };

  readonly #onResize = (): void => {
    this.#resizedFrames = RESIZE_FRAMES;
  };
}

function wallClockLead(): number {
  return Date.now() - performance.now();
}
