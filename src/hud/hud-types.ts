import type { FrameStatistics, FrameVerdict } from '../analysis/index.ts';
import type { FrameSource } from '../frames/index.ts';
import type { EngineMetrics } from '../metrics/index.ts';
import type { Refresh } from '../probes/refresh.ts';
import type { Flight } from '../sessions/flight/flight-types.ts';
import type { Session, StatsOptions } from '../sessions/session-types.ts';
import type { Sessions } from '../sessions/sessions.ts';

export const HUD_MODES = ['hidden', 'compact', 'graph', 'panel'] as const;
export type HudMode = (typeof HUD_MODES)[number];
export type HudCorner = 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right';

/** `contrast` is white and strong colours on black. */
export const HUD_THEMES = ['auto', 'dark', 'light', 'contrast'] as const;
export type HudTheme = (typeof HUD_THEMES)[number];

export interface HudOptions {
  /** Default `'hidden'`. */
  mode?: HudMode;
  /** Default `'top-right'`. Where the user puts it wins. */
  corner?: HudCorner;
  /** Keys that toggle, as `KeyboardEvent.code` with `Shift+`, `Ctrl+`, `Meta+` before it; with Alt besides they cycle the modes. Default `['F2', 'Shift+Backquote']`. */
  hotkey?: string | readonly string[];
  /** The frame budget that is drawn and judged, in ms. Default: the refresh period. */
  budgetMs?: number;
  /** What the HUD itself may take of the main thread, in ms a frame. Beyond it figures are renewed half as often and charts drawn one a frame. Default 0.3. */
  selfBudgetMs?: number;
  /** Default `'auto'`: what the system prefers, more contrast first. What the user chooses wins. */
  theme?: HudTheme;
  /**
   * Whether what the user chose is kept in the page's localStorage: place, size, opacity, scale and theme as `framescope:layout`, and
   * pins, presets and rules as `framescope:pins`, `:presets` and `:rules`. Default true.
   */
  remember?: boolean;
  /** Where the HUD's one element goes. Default `document.body` (or the document element while there is no body). */
  parent?: Element;
}

/** Options of a HUD on a canvas. */
export interface HudCanvasOptions {
  /** Default 512. */
  widthPx?: number;
  /** Default 256. */
  heightPx?: number;
  /** What is drawn on, instead of a canvas element of its own. It gets the size above. */
  canvas?: HTMLCanvasElement | OffscreenCanvas;
  /** Default `'dark'`. */
  theme?: Exclude<HudTheme, 'auto'>;
}

/** A HUD on a canvas, for an engine that shows it as a texture: in immersive XR there is no page to be seen. */
export interface HudCanvas {
  readonly canvas: HTMLCanvasElement | OffscreenCanvas;
  /** How often it was drawn. A texture of it is out of date as soon as this has grown. */
  readonly revision: number;
  /** Calls back after each drawing, which is done after a frame, off its path; what it gives ends that. */
  onUpdate(listener: () => void): () => void;
  /** Ends the drawing. The canvas keeps its last picture. */
  destroy(): void;
}

/** What a HUD reads and drives; a scope is one. */
export interface HudHost {
  readonly metrics: EngineMetrics;
  readonly frames: FrameSource;
  /** Default true. False: nothing is measured here. The HUD then fills the page and shows sessions only. */
  readonly isLive?: boolean;
  readonly refresh: Readonly<Refresh>;
  /** The frame budget in force, in ms; NaN while neither it nor the refresh period is known. */
  readonly budgetMs: number;
  /** The statistics of the last 10 s by default. */
  stats(options?: StatsOptions): FrameStatistics;
  verdict(options?: StatsOptions): FrameVerdict;
  /** The sessions of the page; loads their code on the first call. */
  sessions(): Promise<Sessions>;
  /** Rules and snapshots; loads their code on the first call. Absent where nothing is measured. */
  flight?(): Promise<Flight>;
  /** Runs work after frames, off their path: see `FrameTasks.every`. */
  every(everyMs: number, run: () => void): () => void;
  /** Reports the HUD's own main-thread time of one slice of work, for `framescope:self_ms{part="render"}`. */
  reportSelfMs(durationMs: number): void;
}

/** A HUD on the page. */
export interface Hud {
  readonly mode: HudMode;
  /** Where it stands, or the corner next to that. */
  readonly corner: HudCorner;
  setMode(mode: HudMode): void;
  /** Shows a session in place of the live frames; null: the live frames again. */
  open(session: Session | null): void;
  /** Changes options after the HUD is up: corner, budget, theme; hotkeys as they are shown, for they are the host's. */
  configure(options: HudOptions): void;
  destroy(): void;
}
