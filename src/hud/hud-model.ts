import { type Signal, signal } from '@preact/signals';
import type { FrameStatistics } from '../analysis/index.ts';
import { type FrameSource, type FrameWindow, lastWindow } from '../frames/index.ts';
import { CPU, FrameColumns, GPU, meanOf } from './frame-columns.ts';
import type { HudCorner, HudHost, HudMode, HudOptions } from './hud-types.ts';
import type { Palette } from './palette.ts';

/** What charts and statistics look back on in a live source: the default window of `host.stats()`. */
const LIVE_SPAN_MS = 10_000;
/** What "now" means in figures: less flickers, more lags behind. */
const RECENT_MS = 1000;
/** Figures are renewed together: each frame whose text changed costs a layout and a paint, more than a chart's drawing. */
const FIGURES_EVERY_MS = 500;
/** What frames are judged by while neither a budget nor the refresh period is known. */
const ASSUMED_BUDGET_MS = 1000 / 60;

/** What the views show: the live frames, or a stored session. */
export interface HudSource {
  /** The stored session's name; null when live. */
  readonly name: string | null;
  readonly frames: FrameSource;
  readonly spanMs: number;
  window(): FrameWindow;
  stats(): FrameStatistics;
}

/** What all views share. Views read it; nothing in it knows a view. */
export class HudModel {
  readonly host: HudHost;
  readonly mode: Signal<HudMode>;
  readonly corner: Signal<HudCorner>;
  readonly theme: Signal<'dark' | 'light'> = signal('dark');
  /** Null until the style sheet was read the first time. */
  readonly palette: Signal<Palette | null> = signal(null);
  readonly live: HudSource;
  readonly source: Signal<HudSource>;
  /** Of `source`, renewed twice a second; null while hidden. */
  stats: FrameStatistics | null = null;
  /** Mean frame, CPU and GPU time in ms of the last second (of all frames when stored), renewed with `stats`. */
  readonly recent = new Float64Array(3).fill(Number.NaN);
  /** What the source threw when it was asked for statistics; else null. */
  failure: unknown = null;
  /** The HUD's own main-thread time, in ms a frame over the last second; NaN until known. */
  selfMsPerFrame = Number.NaN;
  private budgetOption: number | undefined;
  private readonly columns = new FrameColumns(CPU, GPU);
  private readonly statsListeners = new Set<() => void>();
  private selfMs = 0;
  private selfSince = 0;
  private selfFrame = 0;
  private measuring = false;

  constructor(host: HudHost, options: HudOptions) {
    this.host = host;
    this.mode = signal(options.mode ?? 'hidden');
    this.corner = signal(options.corner ?? 'top-right');
    this.budgetOption = options.budgetMs;
    this.live = {
      name: null,
      frames: host.frames,
      spanMs: LIVE_SPAN_MS,
      window: () => lastWindow(host.frames, LIVE_SPAN_MS),
      stats: () => host.stats({ lastMs: LIVE_SPAN_MS, ...this.budgetOptions }),
    };
    this.source = signal(this.live);
  }

  /** Never NaN: 60 frames a second are assumed while nothing is known. */
  get budgetMs(): number {
    const budgetMs = this.budgetOption ?? this.host.budgetMs;
    return budgetMs > 0 && budgetMs < Infinity ? budgetMs : ASSUMED_BUDGET_MS;
  }

  get budgetOptions(): { budgetMs?: number } {
    return this.budgetOption === undefined ? {} : { budgetMs: this.budgetOption };
  }

  /** A frame longer than this is over budget: statistics.md allows a quarter of a refresh for jitter. */
  get overBudgetMs(): number {
    const { periodMs } = this.host.refresh;
    return this.budgetMs + (periodMs > 0 ? periodMs : this.budgetMs) / 4;
  }

  configure({ corner, budgetMs }: HudOptions): void {
    if (corner !== undefined) this.corner.value = corner;
    if (budgetMs !== undefined) this.budgetOption = budgetMs;
  }

  /** Shows another source; `live` is the way back. */
  show(source: HudSource): void {
    this.source.value = source;
    this.measure(() => this.renewStats());
  }

  /** Runs and measures work now; slices inside of slices count once. */
  measure(run: () => void): void {
    if (this.measuring) {
      run();
      return;
    }
    this.measuring = true;
    const start = performance.now();
    try {
      run();
    } finally {
      this.measuring = false;
      const durationMs = performance.now() - start;
      this.selfMs += durationMs;
      this.host.reportSelfMs(durationMs);
    }
  }

  /** Runs and measures work every so many ms, one slice a frame, while the page makes frames. */
  every(everyMs: number, run: () => void): () => void {
    return this.host.every(everyMs, () => this.measure(run));
  }

  /** Called right after `stats` was renewed. */
  onStats(listener: () => void): () => void {
    this.statsListeners.add(listener);
    return () => this.statsListeners.delete(listener);
  }

  /** Renews the statistics now and then; what it gives stops that. */
  startStats(): () => void {
    const stop = this.every(FIGURES_EVERY_MS, () => {
      this.renewSelf();
      this.renewStats();
    });
    return () => {
      stop();
      this.stats = null;
      this.selfMsPerFrame = Number.NaN;
      this.selfSince = 0;
    };
  }

  renewStats(): void {
    const { frames, name, window, stats } = this.source.peek();
    this.failure = null;
    try {
      this.stats = stats();
      this.columns.read(frames, name === null ? lastWindow(frames, RECENT_MS) : window());
      this.columns.series.forEach((values, k) => {
        this.recent[k] = meanOf(values, this.columns.count);
      });
    } catch (error) {
      this.stats = null;
      this.failure = error;
    }
    for (const listener of this.statsListeners) listener();
  }

  private renewSelf(): void {
    const now = performance.now();
    const frame = this.host.frames.endFrame;
    if (this.selfSince === 0) {
      this.selfSince = now;
      this.selfFrame = frame;
      this.selfMs = 0;
    } else if (now - this.selfSince >= 1000 && frame > this.selfFrame) {
      this.selfMsPerFrame = this.selfMs / (frame - this.selfFrame);
      this.selfSince = now;
      this.selfFrame = frame;
      this.selfMs = 0;
    }
  }
}
