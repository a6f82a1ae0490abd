import { type Signal, signal } from '@preact/signals';
import { frameStatisticsSteps } from '../../analysis/frame-statistics.ts';
import type { FrameStatistics } from '../../analysis/index.ts';
import { sortedValues, sortedValuesSteps } from '../../analysis/sorted-values.ts';
import { finish, type Steps } from '../../analysis/steps.ts';
import { columnSteps } from '../../frames/column-steps.ts';
import { type FrameSource, type FrameWindow, INTERVAL, readColumn, TIME } from '../../frames/index.ts';
import type { StatsOptions } from '../../sessions/session-types.ts';
import { frameWindow } from '../../sessions/source-statistics.ts';
import { CPU, GPU } from '../charts/frame-columns.ts';
import type { HudModel } from '../model/hud-model.ts';
import type { HudSource } from '../model/hud-source.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import { lostText } from '../parts/lost-text.ts';

/** What a distribution can be of. */
export const SUBJECTS = { frame: INTERVAL, cpu: CPU, gpu: GPU } as const;

export interface DistributionSettings {
  readonly subject: keyof typeof SUBJECTS;
  readonly scale: 'linear' | 'log';
  /** Whether a frame counts as one or for as long as it took. */
  readonly weight: 'frames' | 'time';
  /** What is looked back on: what the views show, the last minute, or all since the last reset. */
  readonly span: 'shown' | 'minute' | 'reset';
}

export const DEFAULT_DISTRIBUTION: DistributionSettings = {
  subject: 'frame',
  scale: 'linear',
  weight: 'frames',
  span: 'shown',
};

/** Times, and how they are spread. */
export interface Spread {
  /** Ms, in the order of the frames, with what is missing as NaN. */
  readonly values: Float64Array;
  /** Those above 0, ascending. */
  readonly sorted: Float64Array;
  /** Of `values`: what it says of frames is then said of CPU or GPU times. Null while the HUD has none, and while those of a stored session are counted. */
  readonly stats: FrameStatistics | null;
}

/** What the user chose, and when the times were last reset; in ms, -Infinity: never. */
export interface DistributionChoice {
  readonly settings: Signal<DistributionSettings>;
  resetMs: number;
  /** The first frame after that. */
  resetFrame: number;
}

const newChoice = (): DistributionChoice => ({
  settings: signal(DEFAULT_DISTRIBUTION),
  resetMs: Number.NEGATIVE_INFINITY,
  resetFrame: Number.POSITIVE_INFINITY,
});
const choices = new WeakMap<HudModel, DistributionChoice>();

/** What was chosen in this HUD, also before its view was last left. */
export function choiceOf(hud: HudModel): DistributionChoice {
  const choice = choices.get(hud) ?? newChoice();
  choices.set(hud, choice);
  return choice;
}

/** What of the frames since the reset is forgotten, as `lostText`, where those are what is chosen. */
export function lostSinceReset(hud: HudModel): string {
  const { settings, resetFrame } = choiceOf(hud);
  const { name, frames } = hud.source.peek();
  if (name !== null || settings.peek().span !== 'reset') return '';
  return lostText(frames, { from: resetFrame, to: frames.endFrame });
}

/** The times of a window, for the charts and figures that show how they are spread. */
export interface Distribution extends Spread {
  readonly settings: Signal<DistributionSettings>;
  /** What the times are measured against, as those of the HUD's model. */
  readonly budgetMs: number;
  readonly overBudgetMs: number;
  /** How long the frames took, whatever the times are of; in ms. */
  readonly durationMs: number;
  /** Reads the times again when there are new frames, and the statistics when the HUD has new ones: everything that shows it may call this. */
  renew(): void;
  /** Forgets what was before now. */
  reset(): void;
  destroy(): void;
}

const NO_VALUES = new Float64Array(0);

/**
 * @param onFailure told what a stored session could not be read for
 * @param choice default: one of its own
 */
export function createDistribution(
  hud: HudModel,
  onFailure: (error: unknown) => void,
  choice: DistributionChoice = newChoice(),
): Distribution {
  const { settings } = choice;
  let values: Float64Array = NO_VALUES;
  let room = NO_VALUES;
  let sorted: Float64Array | null = null;
  let stats: FrameStatistics | null = null;
  let window: FrameWindow = { from: 0, to: 0 };
  /** What `values` and `stats` are of. */
  let isOf: Partial<{
    source: HudSource;
    settings: DistributionSettings;
    endFrame: number;
    stats: FrameStatistics | null;
    budgetMs: number;
  }> = {};
  /** Whether a stored session was read, and what was counted of other times than its frames'. */
  let isRead = false;
  let counted: FrameStatistics | null = null;
  let stopCounting = () => {};

  /** Not the window of the charts over time, which has one frame more: what it is of are the frames of the statistics. */
  const optionsOf = ({ spanMs }: HudSource, span: DistributionSettings['span']): StatsOptions => {
    if (span === 'reset') return { window: { fromMs: choice.resetMs, toMs: Number.POSITIVE_INFINITY } };
    return { lastMs: span === 'minute' ? 60_000 : spanMs };
  };

  return {
    settings,
    get budgetMs() {
      return hud.budgetMs;
    },
    get overBudgetMs() {
      return hud.overBudgetMs;
    },
    get values() {
      return values;
    },
    get sorted() {
      sorted ??= sortedValues(values, 0);
      return sorted;
    },
    get stats() {
      return stats;
    },
    get durationMs() {
      if (hud.source.peek().name !== null) return hud.stats?.durationMs ?? Number.NaN;
      let sumMs = 0;
      // Missing intervals are not above 0.
      for (const ms of readColumn(hud.source.peek().frames, INTERVAL, window)) if (ms > 0) sumMs += ms;
      return sumMs;
    },
    renew() {
      const source = hud.source.peek();
      const chosen = settings.peek();
      if (source.name !== null) return renewStored(source, chosen);
      const isOther = source !== isOf.source || chosen !== isOf.settings;
      // Of a stored session that is shown no more.
      if (isOther) stopCounting();
      const { subject, span } = chosen;
      if (isOther || source.frames.endFrame !== isOf.endFrame) {
        sorted = null;
        window = frameWindow(source.frames, optionsOf(source, span));
        values = readValues(source.frames, SUBJECTS[subject], window);
      }
      if (isOther || hud.stats !== isOf.stats) {
        if (subject !== 'frame') stats = finish(statisticsOf(source));
        else stats = span === 'shown' ? hud.stats : finish(source.stats(optionsOf(source, span)));
      }
      isOf = { source, settings: chosen, endFrame: source.frames.endFrame, stats: hud.stats };
    },
    reset() {
      const { frames } = hud.source.peek();
      const { endFrame } = frames;
      choice.resetMs = endFrame > 0 ? (readColumn(frames, TIME, { from: endFrame - 1, to: endFrame })[0] as number) : 0;
      choice.resetFrame = endFrame;
      settings.value = { ...settings.peek(), span: 'reset' };
    },
    destroy: () => stopCounting(),
  };

  /** Four times a second, so into the same room. */
  function readValues(frames: FrameSource, key: string, { from, to }: FrameWindow): Float64Array {
    const count = to - from;
    if (room.length < count) room = new Float64Array(1.25 * count);
    frames.read(key, from, to, room);
    return room.subarray(0, count);
  }

  function statisticsOf({ periods }: HudSource): Steps<FrameStatistics> {
    return frameStatisticsSteps(values, { refreshMs: periods.refreshMs, budgetMs: hud.budgetMs });
  }

  /** A stored session is shown whole, and stays as it is: it is read once, in slices. */
  function renewStored(source: HudSource, chosen: DistributionSettings): void {
    const { budgetMs } = hud;
    if (source !== isOf.source || chosen !== isOf.settings || budgetMs !== isOf.budgetMs) {
      isOf = { source, settings: chosen, budgetMs };
      stopCounting();
      [values, sorted, counted] = [NO_VALUES, null, null];
      let isLater = false;
      isRead = false;
      stopCounting = runInSlices(hud, {
        steps: countSteps(source, chosen),
        onDone() {
          isRead = true;
          if (isLater) hud.tellRenewed();
        },
        onFailure,
      });
      isLater = true;
    }
    // How long the frames took is the HUD's to say, whatever the times are of.
    stats = isRead && hud.stats !== null ? (chosen.subject === 'frame' ? hud.stats : counted) : null;
  }

  function* countSteps(source: HudSource, { subject }: DistributionSettings): Steps<void> {
    const times = yield* columnSteps(source.frames, SUBJECTS[subject], source.window());
    const inOrder = yield* sortedValuesSteps(times, 0);
    // Both at once: whoever asks for the order in between would sort all of it in one task.
    values = times;
    sorted = inOrder;
    if (subject !== 'frame') counted = yield* statisticsOf(source);
  }
}
