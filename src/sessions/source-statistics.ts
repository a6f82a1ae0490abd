import { frameStatisticsSteps } from '../analysis/frame-statistics.ts';
import type { FrameStatistics } from '../analysis/index.ts';
import { finish, type Steps } from '../analysis/steps.ts';
import { type FrameSource, type FrameWindow, frameAt, lastWindow } from '../frames/index.ts';
import { windowIntervalSteps } from '../frames/window-intervals.ts';
import { refusal } from '../metrics/metrics-error.ts';
import type { SessionEnvironment, StatsOptions } from './session-types.ts';

/** How many names an error tells. */
const KNOWN_SECTIONS = 5;

/** What frames are measured against, in ms; NaN where it is not known. */
export interface FramePeriods {
  /** Refresh period of the display. */
  readonly refreshMs: number;
  /** Default: the refresh period. */
  readonly budgetMs: number;
}

/** What the frames of an environment are measured against. */
export function periodsOf({ refreshMs, budgetMs }: SessionEnvironment): FramePeriods {
  return { refreshMs: refreshMs ?? Number.NaN, budgetMs: budgetMs ?? Number.NaN };
}

/**
 * The statistics of a source's frames, or of a part of them: the one way to them for the live page and every session.
 *
 * @throws MetricsError `invalid-operation` for options that cannot be meant and for a section that nobody opened
 */
export function sourceStatistics(source: FrameSource, options: StatsOptions, periods: FramePeriods): FrameStatistics {
  return finish(sourceStatisticsSteps(source, options, periods));
}

/** The same in steps. */
export function* sourceStatisticsSteps(
  source: FrameSource,
  options: StatsOptions,
  { refreshMs, budgetMs }: FramePeriods,
): Steps<FrameStatistics> {
  const { intervals, excluded, window } = yield* windowIntervalSteps(source, frameWindow(source, options));
  const budget = options.budgetMs ?? budgetMs;
  return yield* frameStatisticsSteps(intervals, {
    refreshMs,
    budgetMs: Number.isNaN(budget) ? refreshMs : budget,
    window,
    excluded,
  });
}

function checkOptions(options: StatsOptions): void {
  const require = (part: string, wanted: string, isRight: boolean, got: unknown) => {
    if (got !== undefined && !isRight) throw refusal('invalid-operation', 'take statistics', part, wanted, got);
  };
  require('the options', 'be an object', typeof options === 'object' && options !== null, options);
  const { section, window, lastMs, budgetMs } = options;
  require('section', 'be a string', typeof section === 'string', section);
  require('window', 'be { fromMs, toMs } in ms', isNumber(window?.fromMs) && isNumber(window?.toMs), window);
  require('lastMs', 'be a number above 0', isNumber(lastMs) && (lastMs as number) > 0, lastMs);
  require('budgetMs', 'be a number above 0', isNumber(budgetMs) && (budgetMs as number) > 0, budgetMs);
}

/** Infinity, too: a window may be open. */
function isNumber(value: unknown): boolean {
  return typeof value === 'number' && !Number.isNaN(value);
}

/**
 * The frames that the options ask for; of several options the first of section, window, lastMs.
 *
 * @throws MetricsError as `sourceStatistics`
 */
export function frameWindow(source: FrameSource, options: StatsOptions): FrameWindow {
  checkOptions(options);
  const { section, window, lastMs } = options;
  const { firstFrame, endFrame } = source;
  if (section !== undefined) {
    const event = source.events.findLast(({ kind, name }) => kind === 'section' && name === section);
    if (event === undefined) throw unknownSection(source, section);
    const { timeMs, durationMs = Number.NaN } = event;
    const toMs = Number.isNaN(durationMs) ? Number.POSITIVE_INFINITY : timeMs + durationMs;
    return spanWindow(source, timeMs, toMs);
  }
  if (window !== undefined) return spanWindow(source, window.fromMs, window.toMs);
  if (lastMs !== undefined) return lastWindow(source, lastMs);
  return { from: firstFrame, to: endFrame };
}

/** Tells the newest names, for this one may be a typing error. */
function unknownSection({ events }: FrameSource, section: string): Error {
  const names = events.filter(({ kind }) => kind === 'section').map(({ name }) => name);
  const known = JSON.stringify([...new Set(names.reverse())].slice(0, KNOWN_SECTIONS));
  return refusal('invalid-operation', 'take statistics', 'section', `be one of ${known}`, section);
}

/** The frames that begin after `fromMs`, up to `toMs`: a frame's interval lies before its begin, as in `lastWindow`. */
function spanWindow(source: FrameSource, fromMs: number, toMs: number): FrameWindow {
  const from = frameAt(source, fromMs + 1e-6);
  return { from, to: Math.max(from, frameAt(source, toMs + 1e-6)) };
}
