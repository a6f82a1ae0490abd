import type { FrameStatistics, FrameVerdict } from './analysis/index.ts';
import type { FrameHistory } from './frames/index.ts';
import type { HudCanvas, HudCanvasOptions, HudMode, HudOptions } from './hud/hud-types.ts';
import type { AnyMetricsConfig, EngineMetrics } from './metrics/index.ts';
import type { Refresh } from './probes/index.ts';
import type { FlightSnapshots, Rule, RuleCallback } from './sessions/flight/flight-types.ts';
import type { SessionStartOptions, StatsOptions } from './sessions/session-types.ts';
import type { Sessions } from './sessions/sessions.ts';
import type { Target } from './target.ts';

export interface FramescopeOptions {
  /** What to measure besides the frame loop. */
  target?: Target | readonly Target[];
  /** Engine metrics of your own, a configuration, or the URL of one. Default: the default engine metrics. */
  metrics?: EngineMetrics | AnyMetricsConfig | string | URL;
  /** `false`: no HUD and no hotkeys; `true`: shown compact. Default `{ mode: 'hidden' }`: the hotkeys show it. */
  hud?: boolean | HudOptions;
  /** Records a session from the start. Default false: nothing is stored unless it is asked for. */
  session?: boolean | SessionStartOptions;
  frame?: {
    /** The time a frame may take, in ms. Default: the display's refresh period. */
    budgetMs?: number;
    /** `'manual'`: frames are what `manualFrame.begin()` and `end()` say. Default `'raf'`. */
    clock?: 'raf' | 'manual';
    /**
     * How the refresh period is known: fitted to the page's frames (default), measured in a worker (right also on a page that
     * never reaches it, but a strict Content-Security-Policy reports the worker's blob), or given in ms.
     */
    refresh?: 'fit' | 'worker' | number;
  };
  /** Watched from the start, as by `when()`: all of them are looked at before any has an effect. */
  rules?: readonly (string | Rule)[];
  /** Lets snapshots of the flight recorder have a small picture of the canvas: the scope's first call decides. Default false. */
  thumbnails?: boolean;
  /** Makes a scope of its own, even when the page has one. */
  isolated?: boolean;
}

export interface ScopeStatsOptions extends StatsOptions {
  /** The frames of the session that is being recorded. */
  session?: boolean;
}

/** Measures a page. What `createFramescope` gives; several leases on one page share everything but `destroy()`. */
export interface Framescope {
  /**
   * Settles once what this call's options asked for is there: a configuration that was given by its URL is registered, a session
   * records, the code that measures the targets is loaded. What fails is warned about, and does not reject.
   */
  readonly ready: Promise<void>;
  readonly metrics: EngineMetrics;
  /** The last seconds, always there: the flight recorder. */
  readonly frames: FrameHistory;
  readonly sessions: ScopeSessions;
  readonly hud: ScopeHud;
  readonly refresh: Readonly<Refresh>;
  /** The time a frame may take, in ms; NaN while neither it nor the refresh period is known. */
  readonly budgetMs: number;
  /** Measures one more target; what it gives stops that. @throws MetricsError `invalid-operation` for what has no WebGL context or GPUDevice */
  probe(target: Target): () => void;
  readonly manualFrame: { begin(timeMs?: number): void; end(): void };
  /** Times what `fn` has the GPU do, as pass `name`; on a page whose GPU cannot be timed it just runs `fn`. */
  gpuPass<T>(name: string, fn: () => T): T;
  /**
   * Says which time, in ms, the engine simulates in the running frame, once a frame: how far its steps are from those of the frames
   * is then measured, as `engine:performance.animation_error_ms`.
   */
  animationTime(simulationTimeMs: number): void;
  /** Notes a moment. */
  mark(name: string, detail?: unknown): void;
  /**
   * Watches a figure, and does something when it comes to meet a condition: `frame.p99 > 25ms over 5s for 2s`, of a statistic
   * or of a metric (`engine:rendering.draw_calls > 2000`). By default it notes a mark and takes a snapshot. What it gives stops that.
   *
   * @throws MetricsError `invalid-operation` for what is no rule
   */
  when(rule: string | Rule): () => void;
  /**
   * Lets rules call a function by name: those of a configuration (`do: { callback: name }`), which can hold none, and those that are
   * made in the HUD. The newest under a name is called; what it gives takes that back.
   *
   * @throws MetricsError `invalid-operation` for an empty name and for what is no function
   */
  ruleCallback(name: string, run: RuleCallback): () => void;
  /** The frames around hitches, moments that rules found, and those that you name. */
  readonly snapshots: FlightSnapshots;
  /** Opens a named span; what it gives closes it. Spans may overlap. */
  section(name: string): () => void;
  /** Statistics of the last 10 s, or of what the options say. */
  stats(options?: ScopeStatsOptions): FrameStatistics;
  /** What holds the frames of the last 10 s back, or of what the options say, with the figures: CPU, GPU, the display, a throttle. */
  verdict(options?: ScopeStatsOptions): FrameVerdict;
  /** Undoes what this lease set up; with the last lease everything patched is restored or inert, and every element and timer gone. */
  destroy(): void;
}

/** The sessions of the page. Their code is loaded on the first call. */
export type ScopeSessions = Omit<Sessions, 'destroy'>;

/** The HUD of the page. Its code is loaded when it is first shown. */
export interface ScopeHud {
  readonly mode: HudMode;
  /** Settles once the HUD is in that mode on the page. */
  setMode(mode: HudMode): Promise<void>;
  /** Shows the HUD in the mode it had last, at first as a panel. */
  show(): Promise<void>;
  hide(): void;
  toggle(): Promise<void>;
  /**
   * Draws the figures, the frame chart and the verdict on a canvas, twice a second and whatever the mode: a texture for engines,
   * because in immersive XR no page is seen. Null without a page, once the HUD is destroyed, and when its code cannot be loaded.
   *
   * @throws MetricsError `invalid-config` for a wrong size, `invalid-operation` for a canvas with a context of another kind
   */
  canvas(options?: HudCanvasOptions): Promise<HudCanvas | null>;
  /** Takes the HUD and its hotkeys off the page for good, and ends its canvases. */
  destroy(): void;
}
