import {
  array,
  boolean,
  custom,
  exactOptional,
  type GenericSchema,
  type InferOutput,
  nullable,
  type ObjectEntries,
  object,
  picklist,
  pipe,
  string,
} from 'valibot';
import type { FrameEvent } from '../frames/index.ts';
import { GAP_REASONS, type GapReason, METRIC_TYPES } from '../metrics/index.ts';
import { MAX_REFRESH_MS, MIN_REFRESH_MS } from './sane-environment.ts';
import { MAX_NOTE_LENGTH } from './session-changes.ts';
import type { SnapshotBlock, SnapshotEvent, SnapshotHistogram, SnapshotMetric } from './snapshot-parts.ts';
import { isThumbnailUrl } from './thumbnail-url.ts';

// The snapshot file, as public/session.schema.json says it. Unknown keys are left out, so that a later writer may add some.
// Valibot's own checks of numbers would be a quarter of the code that this needs, and say less in their messages.

const EVENT_KINDS = [
  'mark',
  'section',
  'note',
  'long-frame',
  'load',
  'compile',
  'resize',
] as const satisfies readonly FrameEvent['kind'][];

/** As far as dates go, in ms: differences and sums of such times are numbers yet. */
export const MAX_MS = 8.64e15;

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** An object that brings no `__proto__` of its own, which a careless copy of it would take for its prototype. */
const fields = <T extends ObjectEntries>(entries: T) =>
  pipe(
    custom<object>(
      (value) => isObject(value) && !Object.hasOwn(value, '__proto__'),
      'an object without the key "__proto__"',
    ),
    object(entries),
  );

const numberWithin = (from: number, to: number, wanted: string) =>
  custom<number>((value) => typeof value === 'number' && value >= from && value <= to, wanted);

const real = numberWithin(-Number.MAX_VALUE, Number.MAX_VALUE, 'a number');
const duration = numberWithin(0, MAX_MS, 'a number, 0 or larger, as far as dates go');
const date = numberWithin(0, MAX_MS, 'ms since 1970, as far as dates go');
const time = numberWithin(-MAX_MS, MAX_MS, 'a time in ms, as far as dates go');
const count = custom<number>(
  (value) => Number.isInteger(value) && (value as number) >= 0,
  'a whole number, 0 or larger',
);
const list = custom<unknown[]>(Array.isArray, 'an array');

const labels = custom<Record<string, string>>(
  (value) => isObject(value) && Object.values(value).every((label) => typeof label === 'string'),
  'an object of strings',
);

const gap = custom<[row: number, reason: GapReason]>(
  (value) => Array.isArray(value) && Number.isInteger(value[0]) && GAP_REASONS.includes(value[1]),
  `a row and one of ${GAP_REASONS}`,
);

const metric = fields({
  namespace: string(),
  name: string(),
  labels,
  type: picklist(METRIC_TYPES),
  unit: string(),
  description: string(),
  history: picklist(['frame', '1s', 'none']),
  boundaries: exactOptional(array(real)),
  reset: exactOptional(picklist(['frame'])),
  better: exactOptional(picklist(['lower', 'higher'])),
  budget: exactOptional(real),
  thresholds: exactOptional(fields({ warning: exactOptional(real), critical: exactOptional(real) })),
}) satisfies GenericSchema<unknown, SnapshotMetric>;

const histogram = fields({
  metric: string(),
  count,
  sum: nullable(real),
  min: nullable(real),
  max: nullable(real),
  upperBounds: array(real),
  counts: array(count),
}) satisfies GenericSchema<unknown, SnapshotHistogram>;

const event = fields({
  kind: picklist(EVENT_KINDS),
  name: string(),
  timeMs: time,
  durationMs: exactOptional(nullable(duration)),
  detail: exactOptional(custom(() => true)),
}) satisfies GenericSchema<unknown, SnapshotEvent>;

const environment = fields({
  framescope: string(),
  url: nullable(string()),
  userAgent: nullable(string()),
  gpu: nullable(string()),
  refreshMs: nullable(numberWithin(MIN_REFRESH_MS, MAX_REFRESH_MS, `ms, from ${MIN_REFRESH_MS} to ${MAX_REFRESH_MS}`)),
  refreshMethod: string(),
  budgetMs: nullable(numberWithin(Number.MIN_VALUE, MAX_MS, 'ms, more than 0, as far as dates go')),
  viewport: nullable(fields({ widthCssPx: real, heightCssPx: real, pixelRatio: real })),
  crossOriginIsolated: boolean(),
  hardwareConcurrency: nullable(real),
});

/** Everything of the file but its blocks. */
export const headSchema = fields({
  session: fields({
    id: string(),
    name: string(),
    tags: array(string()),
    note: exactOptional(
      custom<string>(
        (value) => typeof value === 'string' && value.length <= MAX_NOTE_LENGTH,
        `a text of at most ${MAX_NOTE_LENGTH} characters`,
      ),
    ),
    startedAt: date,
    durationMs: duration,
    frames: count,
    state: picklist(['recording', 'complete', 'recovered']),
  }),
  timeOriginMs: date,
  environment,
  thumbnail: exactOptional(
    nullable(custom<string>(isThumbnailUrl, 'a JPEG as a data: URL of at most 65,536 characters')),
  ),
  metrics: array(metric),
  layouts: array(array(nullable(string()))),
  histograms: array(histogram),
  events: array(event),
  blocks: list,
});

export type SnapshotHead = InferOutput<typeof headSchema>;

/** A block without its numbers: they are checked while they are copied, because a schema call for each would take seconds. */
export const blockSchema = fields({
  first: count,
  frames: count,
  layout: count,
  time: list,
  interval: list,
  gaps: array(gap),
  columns: list,
  slow: exactOptional(fields({ layout: count, frames: list, columns: list })),
}) satisfies GenericSchema<unknown, SnapshotBlock>;
