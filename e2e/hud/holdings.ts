import type { Page } from '@playwright/test';

/** What a page holds that outlives an element. */
export interface Holdings {
  /** Listeners on window, document and media queries, by their types. */
  readonly listeners: Readonly<Record<string, number>>;
  readonly intervals: number;
  readonly timeouts: number;
  /** Observers that observe something. */
  readonly observers: number;
}

/** Has the page count from its beginning what is held on it. Asked for by `holdingsOf`. */
export async function countHoldings(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const listeners = new Map<string, Set<unknown>>();
    const timeouts = new Set<number>();
    const intervals = new Set<number>();
    const observers = new Set<unknown>();
    const isLasting = (target: unknown) =>
      target === window || target === undefined || target instanceof Document || target instanceof MediaQueryList;
    const { addEventListener, removeEventListener } = EventTarget.prototype;
    const keyOf = (target: unknown, type: string, options: unknown) => {
      const capture = typeof options === 'object' ? (options as AddEventListenerOptions | null)?.capture : options;
      const where = target instanceof MediaQueryList ? 'media' : target instanceof Document ? 'document' : 'window';
      return `${where} ${type}${capture ? ' capture' : ''}`;
    };
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      addEventListener.call(this ?? window, type, listener, options);
      const { signal, once } = typeof options === 'object' ? options : {};
      if (!isLasting(this) || listener === null || once || signal?.aborted) return;
      const key = keyOf(this, type, options);
      const held = listeners.get(key) ?? new Set();
      listeners.set(key, held);
      // Of several media queries each has its own.
      const entry = this instanceof MediaQueryList ? { listener } : listener;
      held.add(entry);
      if (this instanceof MediaQueryList) Object.assign(this, { held: entry });
      if (signal) addEventListener.call(signal, 'abort', () => held.delete(entry));
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
      removeEventListener.call(this ?? window, type, listener, options);
      if (!isLasting(this)) return;
      const held = listeners.get(keyOf(this, type, options));
      held?.delete(this instanceof MediaQueryList ? (this as unknown as { held: unknown }).held : listener);
    };
    const { setTimeout, clearTimeout, setInterval, clearInterval } = window as unknown as Record<
      'setTimeout' | 'clearTimeout' | 'setInterval' | 'clearInterval',
      (...given: unknown[]) => number
    >;
    const begin = (run: (...values: unknown[]) => void, ...more: unknown[]) => {
      const once = (...given: unknown[]) => {
        timeouts.delete(timer);
        run(...given);
      };
      const timer = setTimeout.call(window, once, ...more);
      timeouts.add(timer);
      return timer;
    };
    const repeat = (...given: unknown[]) => {
      const timer = setInterval.apply(window, given);
      intervals.add(timer);
      return timer;
    };
    // Either function ends either timer.
    const end = (timer?: number) => {
      timeouts.delete(timer as number);
      intervals.delete(timer as number);
      clearTimeout.call(window, timer);
      clearInterval.call(window, timer);
    };
    Object.assign(window, { setTimeout: begin, setInterval: repeat, clearTimeout: end, clearInterval: end });
    // Not MutationObserver: Playwright has one of its own.
    for (const name of ['ResizeObserver', 'IntersectionObserver', 'PerformanceObserver'] as const) {
      const { prototype } = window[name] as unknown as { prototype: { observe(): void; disconnect(): void } };
      const { observe, disconnect } = prototype;
      prototype.observe = function (...given: []) {
        observers.add(this);
        return observe.apply(this, given);
      };
      prototype.disconnect = function () {
        observers.delete(this);
        return disconnect.call(this);
      };
    }
    Object.assign(globalThis, {
      holdings: () => ({
        listeners: Object.fromEntries(
          [...listeners]
            .map(([key, held]) => [key, held.size] as const)
            .filter(([, count]) => count > 0)
            .sort(),
        ),
        intervals: intervals.size,
        timeouts: timeouts.size,
        observers: observers.size,
      }),
    });
  });
}

export const holdingsOf = (page: Page): Promise<Holdings> =>
  page.evaluate(() => (globalThis as unknown as { holdings(): Holdings }).holdings());
