import { effect, type Signal, signal } from '@preact/signals';
import type { FrameStatistics, FrameVerdict, Hitch } from '../../analysis/index.ts';
import { finish, type Steps } from '../../analysis/steps.ts';
import { lastWindow } from '../../frames/index.ts';
import { CPU, createFrameColumns, GPU, meanOf } from '../charts/frame-columns.ts';
import { hotkeysOf } from '../hotkey.ts';
import type { HudCorner, HudHost, HudMode, HudOptions, HudTheme } from '../hud-types.ts';
import type { Palette } from '../parts/palette.ts';
import { type HudSource, liveSource } from './hud-source.ts';
import { DEFAULT_LAYOUT, type HudLayout, readLayout } from './layout.ts';
import { createOwnCost, type OwnCost } from './own-cost.ts';
import { timeWork, type WorkMeter } from './own-work.ts';
import type { PanelView } from './panel-views.ts';
import { readPins } from './pins.ts';
import { type Remembered, remembered } from './remembered.ts';
import { runInSlices } from './run-in-slices.ts';
import { sourceFigureSteps } from './source-figures.ts';
import { createWorkSlices } from './work-slices.ts';

/** What "now" means in figures: less flickers, more lags behind. */
const RECENT_MS = 1000;
/**
 * All charts that can be seen are drawn together, a little more than four times a second: each frame in which something of the HUD changed is painted
 * anew, which costs more than a line.
 */
const CHARTS_EVERY_MS = 240;
/**
 * Figures are renewed together: each frame whose text changed costs a layout and a paint, more than a chart's drawing. Those of the last
 * second each time; what is of all frames that are shown changes little in a second, and costs ten times as much: statistics and verdict by turns.
 */
const CHARTS_PER_FIGURES = 2;
/** Each so many renewals of the figures have the statistics and the verdict once. The one line of `compact` shows one figure of them. */
const TURNS = 2;
const COMPACT_TURNS = 4;
/** What frames are judged by while neither a budget nor the refresh period is known. */
export const ASSUMED_BUDGET_MS = 1000 / 60;
const SELF_BUDGET_MS = 0.3;
/** What has no room in so many ms is done in the next tasks: so 99 of 100 slices stay below 2 ms. */
const SLICE_MS = 1.5;
const NO_HITCHES: readonly Hitch[] = [];
/** While nothing reads them out, older ones are no news any more. */
const MAX_TOLD = 3;
/** Of what is stored of a layout, and of pins. */
const LAYOUT_VERSION = 1;
const PINS_VERSION = 1;

/** Statistics that a view shows in place of those of all frames. */
export interface ShownStatistics {
  readonly stats: FrameStatistics;
  /** How long the frames took, whatever the statistics are of; in ms. */
  readonly durationMs: number;
  /** What they are of, in words. */
  readonly of: string;
  /** Whether they are of other times than those of frames: then there are no rates. */
  readonly isOther: boolean;
}

/** What all views share. Views read it; nothing in it knows a view. */
export interface HudModel {
  readonly host: HudHost;
  readonly mode: Signal<HudMode>;
  /** What the panel shows. */
  readonly view: Signal<PanelView>;
  /** Text forms of the metrics that the user keeps at the top, the first pinned first; kept as the layout is. */
  readonly pins: Signal<readonly string[]>;
  readonly layout: Signal<HudLayout>;
  /** Where it stands while the layout has no place. */
  readonly corner: Signal<HudCorner>;
  readonly isLayoutOpen: Signal<boolean>;
  /** Whether the list of commands is open; it is in the panel. */
  readonly isPaletteOpen: Signal<boolean>;
  /** The window of its own that it is in; null on the page. */
  readonly window: Signal<Window | null>;
  /** CSS pixels of the window that one of the HUD's takes. */
  readonly scale: number;
  /** Pixels of the screen that one of its CSS pixels takes, in the window that it is in. */
  readonly pixelRatio: number;
  /** What came of what the user did, still to be read out by `Announcements`. */
  readonly told: Signal<readonly string[]>;
  /** Null until the style sheet was read the first time. */
  readonly palette: Signal<Palette | null>;
  readonly source: Signal<HudSource>;
  /** Of `source`, renewed once a second, half as often in `compact` and where the HUD is over its budget; null while hidden, and while those of a stored one are counted. */
  stats: FrameStatistics | null;
  /** Of `source`, renewed as often, and null with them. */
  verdict: FrameVerdict | null;
  /** Of `source`, renewed with `stats`. */
  hitches: readonly Hitch[];
  /** Of the view that is shown, where it has statistics of its own; it gives null while they are counted. */
  shown: (() => ShownStatistics | null) | null;
  /** What the source threw when it was asked for statistics; else null. */
  failure: unknown;
  /** Mean frame, CPU and GPU time in ms of the last second (of all frames when stored), renewed twice a second. */
  readonly recent: Float64Array;
  /** The HUD's own main-thread time. */
  readonly cost: Pick<OwnCost, 'msPerFrame' | 'sliceP99Ms'>;
  /** What toggles the HUD wherever the focus is. */
  hotkeys: readonly string[];
  /** The theme that the HUD's options ask for. */
  themeOption: HudTheme;
  /** The budget that the HUD's options ask for. */
  budgetOption: number | undefined;
  /** As an option of `stats()`. */
  readonly budgetOptions: { budgetMs?: number };
  /** Never NaN: 60 frames a second are assumed while nothing is known. */
  readonly budgetMs: number;
  /** A frame longer than this is over budget: statistics.md allows a quarter of a refresh for jitter. */
  readonly overBudgetMs: number;
  /** Adds the style sheet of a view, in the place that the HUD is in; see `useStyles`. */
  adoptStyles(css: string): void;
  /** Changes the layout; `isFinal` false while it goes on changing, so that not every step is stored. */
  setLayout(part: Partial<HudLayout>, isFinal?: boolean): void;
  resetLayout(): void;
  /** Has a text read out by screen readers. */
  tell(text: string): void;
  /** What else is kept of the user's choices, if anything is to be. */
  remembered(name: string, version: number): Remembered;
  setPins(pins: readonly string[]): void;
  /** Pins a metric behind those that are pinned, or takes it off. */
  togglePin(key: string): void;
  /** Shows a source; null: the live frames. */
  show(source: HudSource | null): void;
  /** Runs and measures work now; slices inside of slices count once. */
  measure(run: () => void): void;
  /** A function that does the same and is measured: what the browser calls, but for Preact's handlers, which are measured anyway. */
  measured<Args extends readonly unknown[]>(run: (...args: Args) => void): (...args: Args) => void;
  /** Takes what some work took as the HUD's own. */
  readonly tellWork: WorkMeter;
  /** Runs and measures work every so many ms, after a frame, while the page makes frames. */
  every(everyMs: number, run: () => void): () => void;
  /** Called twice a second, right after `recent` and one of the others were renewed. */
  onStats(listener: () => void): () => void;
  /** Called at least four times a second while the source goes on, and when what a chart shows of a stored one has changed. */
  onCharts(listener: () => void): () => void;
  /** Renews figures and charts now and then; what it gives stops that. */
  startStats(): () => void;
  renewStats(): void;
  /** Has all that shows a stored source read it again, in slices: something of it was counted. */
  tellRenewed(): void;
  /** Called when the HUD is taken off the page for good. */
  onDestroy(listener: () => void): void;
  destroy(): void;
}

export function createHudModel(host: HudHost, options: HudOptions): HudModel {
  const columns = createFrameColumns(CPU, GPU);
  const recall = (name: string, version: number) => remembered(name, version, options.remember ?? true);
  const memory = recall('layout', LAYOUT_VERSION);
  const pinMemory = recall('pins', PINS_VERSION);
  const stopPins = pinMemory.onChange(() => {
    model.pins.value = readPins(pinMemory.read());
  });
  const figureListeners = new Set<() => void>();
  const chartListeners = new Set<() => void>();
  const endings = new Set([stopPins]);
  const cost = createOwnCost(options.selfBudgetMs ?? SELF_BUDGET_MS);
  const slices = createWorkSlices(
    SLICE_MS,
    (run) => model.every(0, run),
    (job) => cost.isSparing && chartListeners.has(job),
  );
  /** Whether somebody sees the figures: nothing is read or counted otherwise. */
  let isRunning = false;
  let renewals = 0;
  /** The budget and the stored source that `stats` are of, or will be. */
  let judgedMs = Number.NaN;
  let counted: HudSource | null = null;
  let stopCounting = () => {};
  let stopTelling = () => {};
  /** What charts ask for in each drawing, as the source below: looking into a signal allocates. */
  let scale = 1;
  let view: Window | null = null;
  let turns = TURNS;

  const live = liveSource(host, () => model.budgetOptions);
  let source = live;

  const model: HudModel = {
    host,
    mode: signal(options.mode ?? 'hidden'),
    view: signal('overview'),
    pins: signal(readPins(pinMemory.read())),
    layout: signal(readLayout(memory.read())),
    corner: signal(options.corner ?? 'top-right'),
    isLayoutOpen: signal(false),
    isPaletteOpen: signal(false),
    window: signal(null),
    get scale() {
      return scale;
    },
    get pixelRatio() {
      return (view ?? window).devicePixelRatio * scale;
    },
    told: signal([]),
    palette: signal(null),
    source: signal(live),
    stats: null,
    verdict: null,
    hitches: NO_HITCHES,
    shown: null,
    failure: null,
    recent: new Float64Array(3).fill(Number.NaN),
    cost,
    hotkeys: hotkeysOf(options.hotkey),
    themeOption: options.theme ?? 'auto',
    budgetOption: options.budgetMs,
    get budgetOptions() {
      return model.budgetOption === undefined ? {} : { budgetMs: model.budgetOption };
    },
    get budgetMs() {
      const { budgetMs: itsBudgetMs, refreshMs } = source.periods;
      const budgetMs = model.budgetOption ?? (Number.isNaN(itsBudgetMs) ? refreshMs : itsBudgetMs);
      return budgetMs > 0 && budgetMs < Infinity ? budgetMs : ASSUMED_BUDGET_MS;
    },
    get overBudgetMs() {
      const { budgetMs } = model;
      return budgetMs + (source.periods.refreshMs || budgetMs) / 4;
    },
    // createHud() knows the element.
    adoptStyles: () => undefined,
    setLayout(part, isFinal = true) {
      model.layout.value = { ...model.layout.peek(), ...part };
      if (isFinal) memory.write(model.layout.peek());
    },
    resetLayout() {
      model.layout.value = DEFAULT_LAYOUT;
      memory.forget();
    },
    tell(text) {
      model.told.value = [...model.told.peek(), text].slice(-MAX_TOLD);
    },
    remembered: recall,
    setPins(pins) {
      model.pins.value = pins;
      if (pins.length > 0) pinMemory.write({ pins });
      else pinMemory.forget();
    },
    togglePin(key) {
      const pins = model.pins.peek();
      model.setPins(pins.includes(key) ? pins.filter((pin) => pin !== key) : [...pins, key]);
    },
    show(next) {
      model.source.value = next ?? live;
      // What is shown of the source, and not the list that it was chosen from.
      if (next !== null && model.view.peek() === 'sessions') model.view.value = 'overview';
      renewals = 0;
      forget();
      if (isRunning) model.measure(model.renewStats);
    },
    measure: (run) => void timeWork(model.tellWork, run),
    measured:
      (run) =>
      (...args) =>
        model.measure(() => run(...args)),
    tellWork(durationMs) {
      cost.add(durationMs);
      host.reportSelfMs(durationMs);
    },
    every: (everyMs, run) => host.every(everyMs, () => cost.addSlice(timeWork(model.tellWork, run))),
    onStats: (listener) => listen(figureListeners, listener),
    onCharts: (listener) => listen(chartListeners, listener),
    startStats() {
      isRunning = true;
      let ticks = 0;
      let ratio = model.pixelRatio;
      const stop = model.every(CHARTS_EVERY_MS, () => {
        const isStored = source.name !== null;
        if (ticks++ % CHARTS_PER_FIGURES === 0) {
          cost.renew(host.frames.endFrame);
          // Half as many figures are what is spared, and the charts come one a slice: one that stops and goes is worse than a number that is late.
          if (!cost.isSparing || ticks % (2 * CHARTS_PER_FIGURES) === 1) {
            slices.add(isStored ? model.renewStats : readSource);
            if (!isStored) figureListeners.forEach(slices.add);
          }
        }
        if (!isStored) chartListeners.forEach(slices.add);
        else if (ratio !== model.pixelRatio) model.tellRenewed();
        ratio = model.pixelRatio;
        // What waits of the last time goes on after the next frame.
        if (!slices.isBusy) slices.run();
      });
      return () => {
        isRunning = false;
        stop();
        slices.drop();
        forget();
        cost.reset();
      };
    },
    renewStats() {
      if (source.name === null) readSource();
      tell(figureListeners);
      // A stored session stays as it is: it is counted once, and again under another budget.
      if (source.name !== null && (counted !== source || judgedMs !== model.budgetMs)) countStored(source);
    },
    tellRenewed() {
      stopTelling();
      stopTelling = runInSlices(model, {
        steps: tellSteps(),
        onDone: () => undefined,
        onFailure: reportError,
      });
    },
    onDestroy: (listener) => void endings.add(listener),
    destroy() {
      model.mode.value = 'hidden';
      stopCopies();
      forget();
      for (const listener of endings) listener();
      endings.clear();
    },
  };

  const stopCopies = effect(() => {
    source = model.source.value;
    turns = model.mode.value === 'compact' ? COMPACT_TURNS : TURNS;
    view = model.window.value;
    scale = view === null && host.isLive !== false ? model.layout.value.scale : 1;
  });

  function listen(listeners: Set<() => void>, listener: () => void): () => void {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      // A view may go while its turn is still to come.
      slices.remove(listener);
    };
  }

  function forget(): void {
    stopCounting();
    stopTelling();
    counted = null;
    model.failure = null;
    model.stats = model.verdict = null;
    model.hitches = NO_HITCHES;
    model.recent.fill(Number.NaN);
  }

  function readSource(): void {
    // A stored one may have come while this waited for its frame.
    if (source !== live) return;
    const { frames, stats, verdict, hitches } = live;
    model.failure = null;
    try {
      const turn = renewals++ % turns;
      if (turn === 0 || model.stats === null) {
        model.stats = finish(stats());
        model.hitches = model.stats.hitch.count > 0 ? finish(hitches()) : NO_HITCHES;
      }
      if (turn === 1 || model.verdict === null) model.verdict = finish(verdict());
      columns.read(frames, lastWindow(frames, RECENT_MS));
      columns.series.forEach((values, k) => {
        model.recent[k] = meanOf(values, columns.count);
      });
    } catch (error) {
      forget();
      model.failure = error;
    }
  }

  function countStored(source: HudSource): void {
    stopCounting();
    counted = source;
    judgedMs = model.budgetMs;
    model.failure = null;
    stopCounting = runInSlices(model, {
      steps: sourceFigureSteps(source),
      onDone(found) {
        model.recent.set(found.recent);
        [model.stats, model.verdict, model.hitches] = [found.stats, found.verdict, found.hitches];
        model.tellRenewed();
      },
      onFailure(error) {
        // To be tried again with the next figures, and by who presses "Retry".
        counted = null;
        model.failure = error;
        tell(figureListeners);
      },
    });
  }

  function* tellSteps(): Steps<void> {
    for (const listeners of [figureListeners, chartListeners])
      for (const listener of [...listeners]) {
        if (listeners.has(listener)) listener();
        yield;
      }
  }

  return model;
}

function tell(listeners: ReadonlySet<() => void>): void {
  for (const listener of listeners) listener();
}
