import {
  aggregateRuns,
  type Comparison,
  type ComparisonVerdict,
  compareCounts,
  comparePairs,
  compareSets,
  correctComparisons,
  type FingerprintDifference,
  fingerprintDifferences,
} from '../analysis/index.ts';
import { convertUnit } from '../metrics/convert-unit.ts';
import { checkComparison } from './check-comparison.ts';
import { type SessionFigure, type SessionFigures, sessionFigures } from './session-figures.ts';
import type { Session } from './session-types.ts';

/** Fewer sessions have no exact interval: see the comparison of runs in `../analysis/README.md`. */
const MIN_SESSIONS = 4;
const MIN_PAIRS = 6;

export interface SessionComparisonOptions {
  /** The difference that matters, as a share: 0.05 is 1.05 times, or 1/1.05 times. Default 0.05. */
  margin?: number;
  /** Whether all of the interval must lie beyond the margin before something regressed; default false. */
  strict?: boolean;
  /** Whether the sessions were recorded in turns, so that `base[k]` and `head[k]` belong together; default false: two sets. */
  paired?: boolean;
  /** The figure of the whole session that decides; the others are corrected for being many. Default `'frame.p50'`. */
  gate?: string;
  /** Which ids are compared, the gate in any case; fewer are told apart more surely. Default: all. */
  ids?: readonly string[];
  /** By id, what a figure differs by on this machine when nothing does, as a share: see `noiseFloor()`. Default: 0 each. */
  noiseFloors?: Readonly<Record<string, number>>;
}

/** One figure of the whole sessions, or of a section of each. */
export interface ComparisonRow {
  /** A statistic such as `frame.p50`, or the text id of a metric. */
  readonly id: string;
  /** Null: the whole sessions. */
  readonly section: string | null;
  /** Of `base` and `head`, as the last session has it; what counters grow by is told per second. */
  readonly unit: string;
  readonly better: 'lower' | 'higher';
  /** The medians over the sessions; NaN where none has a value. */
  readonly base: number;
  readonly head: number;
  /** One value a session, in the order given; NaN where it has none, or none that `unit` can tell. */
  readonly baseValues: readonly number[];
  readonly headValues: readonly number[];
  /** Head divided by base, and its 95 % interval; NaN where there is none. Without an interval the ratio is that of the medians. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: ComparisonVerdict;
  /** Better by more than the margin; the verdict is `inconclusive` then. */
  readonly improved: boolean;
  /** Whether it is an exact count, which was compared as an integer. */
  readonly isExact: boolean;
  /** Why it is inconclusive, in words; empty when it is not. */
  readonly reason: string;
}

export interface SessionComparison {
  /** What differs in where the sessions were recorded. Where anything does, only exact counts are compared. */
  readonly differences: readonly FingerprintDifference[];
  /** Whole sessions first, then section by section. */
  readonly rows: readonly ComparisonRow[];
  /** Sections that not all sessions have: they are not compared. */
  readonly unmatchedSections: readonly string[];
}

/**
 * Compares two sessions, or two sets of them: one value a session, never their frames. Sections are aligned by name. Two single sessions have one
 * value of each figure, which no interval is made from: of them only exact counts have a verdict.
 *
 * @throws SessionError `invalid` for a side without sessions, pairs that are not as many, options that cannot be meant
 */
export function compareSessions(
  base: Session | readonly Session[],
  head: Session | readonly Session[],
  options: SessionComparisonOptions = {},
): SessionComparison {
  return compareFigures([base].flat().map(sessionFigures), [head].flat().map(sessionFigures), options);
}

/** As `compareSessions`, of what was read from the sessions before. */
export function compareFigures(
  base: readonly SessionFigures[],
  head: readonly SessionFigures[],
  options: SessionComparisonOptions = {},
): SessionComparison {
  const { gate = 'frame.p50', ids } = options;
  const all = [...base, ...head];
  const names = new Set(all.flatMap(({ sections }) => sections));
  const unmatched = [...names].filter((name) => !all.every(({ sections }) => sections.includes(name)));
  const differences = differencesOf(all);

  /** Every figure that some session has, as the last one describes it. */
  const figures = new Map(all.flatMap((session) => [...session.figures]));
  checkComparison(base.length, head.length, [...figures.values()], options);
  const rows: ComparisonRow[] = [];
  /** Of the rows that were measured, where they are and what is to be corrected. */
  const measured: (Comparison & { row: number })[] = [];
  for (const [key, figure] of figures) {
    if (figure.section !== null && unmatched.includes(figure.section)) continue;
    if (ids !== undefined && figure.id !== gate && !ids.includes(figure.id)) continue;
    const row = bareRow(figure, valuesOf(base, key, figure), valuesOf(head, key, figure));
    const mismatch = mismatchOf(all, key, figure);
    const exact = mismatch === null ? exactRow(row, figure) : null;
    if (exact !== null) rows.push(exact);
    else if (differences.length > 0) continue;
    else if (mismatch !== null) rows.push({ ...row, ratio: Number.NaN, reason: mismatch });
    else {
      const compared = compareRow(row, options);
      if (typeof compared === 'string') rows.push({ ...row, reason: compared });
      else {
        measured.push({ ...compared, row: rows.length });
        rows.push(row);
      }
    }
  }

  const isGate = ({ row }: { row: number }) => rows[row]?.id === gate && rows[row]?.section === null;
  const corrected = correctComparisons(measured.filter((each) => !isGate(each)));
  for (const comparison of [...measured.filter(isGate), ...corrected]) {
    const { row, ratio, low, high, verdict, improved } = comparison;
    const reason = verdict === 'inconclusive' ? reasonOf(comparison, options) : '';
    rows[row] = { ...(rows[row] as ComparisonRow), ratio, low, high, verdict, improved, reason };
  }
  return { differences, rows: bySection(rows), unmatchedSections: unmatched };
}

function valuesOf(sessions: readonly SessionFigures[], key: string, wanted: SessionFigure): number[] {
  return sessions.map(({ figures }) => {
    const figure = figures.get(key);
    return figure === undefined ? Number.NaN : figure.value * factorOf(figure, wanted);
  });
}

/** Why sessions do not tell one thing by a figure, because its metric was changed between them; null where they do. */
function mismatchOf(sessions: readonly SessionFigures[], key: string, wanted: SessionFigure): string | null {
  for (const { figures } of sessions) {
    const { type, unit } = figures.get(key) ?? wanted;
    if (type !== wanted.type) return `Its type differs: ${type} and ${wanted.type}`;
    if (Number.isNaN(factorOf({ type, unit }, wanted))) return `Its unit differs: "${unit}" and "${wanted.unit}"`;
  }
  return null;
}

type Measure = Pick<SessionFigure, 'type' | 'unit'>;

/** What a value is multiplied by to be as another figure's are; NaN where type or kind of unit differ. */
function factorOf(figure: Measure, wanted: Measure): number {
  if (figure.type !== wanted.type) return Number.NaN;
  if (figure.unit === wanted.unit) return 1;
  const arePerSecond = figure.unit.endsWith('/s') && wanted.unit.endsWith('/s');
  return arePerSecond
    ? convertUnit(1, figure.unit.slice(0, -2), wanted.unit.slice(0, -2))
    : convertUnit(1, figure.unit, wanted.unit);
}

/** What differs between the first session and any other, each part once. */
function differencesOf([first, ...others]: readonly SessionFigures[]): FingerprintDifference[] {
  const differences = new Map<string, FingerprintDifference>();
  for (const { fingerprint } of others) {
    for (const difference of fingerprintDifferences((first as SessionFigures).fingerprint, fingerprint)) {
      if (!differences.has(difference.part)) differences.set(difference.part, difference);
    }
  }
  return [...differences.values()];
}

function bareRow(
  { id, section, unit, better }: SessionFigure,
  baseValues: number[],
  headValues: number[],
): ComparisonRow {
  const base = aggregateRuns(baseValues).median;
  const head = aggregateRuns(headValues).median;
  return {
    id,
    section,
    unit,
    better,
    base,
    head,
    baseValues,
    headValues,
    ratio: base > 0 ? head / base : Number.NaN,
    low: Number.NaN,
    high: Number.NaN,
    verdict: 'inconclusive',
    improved: false,
    isExact: false,
    reason: '',
  };
}

/** A count that all sessions of a side agree on; null for anything else. */
function exactRow(row: ComparisonRow, { isCount }: SessionFigure): ComparisonRow | null {
  const { base, head, baseValues, headValues, better } = row;
  const agree = (values: readonly number[], count: number) => values.every((value) => value === count);
  if (!isCount || !Number.isSafeInteger(base) || !Number.isSafeInteger(head)) return null;
  if (!agree(baseValues, base) || !agree(headValues, head)) return null;
  const { difference, verdict, improved } = compareCounts(base, head, { better });
  const reason = improved ? `Better by ${Math.abs(difference)}` : '';
  return { ...row, low: row.ratio, high: row.ratio, verdict, improved, isExact: true, reason };
}

/** The comparison of a row, or why there is none. */
function compareRow(
  { id, better, baseValues, headValues }: ComparisonRow,
  { margin, strict, paired = false, noiseFloors = {} }: SessionComparisonOptions,
): Comparison | string {
  const values = [...baseValues, ...headValues];
  const least = paired ? MIN_PAIRS : MIN_SESSIONS;
  if (values.some(Number.isNaN)) return 'Not all sessions have a value';
  if (Math.min(baseValues.length, headValues.length) < least)
    return `A session is one value: ${least} a side are needed`;
  if (!values.every((value) => value > 0)) return 'Values of 0 have no ratio';
  const noiseFloor = Object.hasOwn(noiseFloors, id) ? noiseFloors[id] : 0;
  return (paired ? comparePairs : compareSets)(baseValues, headValues, { better, margin, strict, noiseFloor });
}

function reasonOf({ improved, settledBy, p }: Comparison, { paired }: SessionComparisonOptions): string {
  if (improved) return 'Better by more than the margin';
  if (settledBy !== null) return `About ${settledBy} ${paired ? 'pairs' : 'sessions a side'} would settle it`;
  // What no number settles differs by the margin or less than the noise floor; what else is open was taken back for being one of many.
  return `May be chance among so many figures, or is within the noise floor: p = ${p.toFixed(3)}`;
}

function bySection(rows: readonly ComparisonRow[]): ComparisonRow[] {
  const groups = new Map<string | null, ComparisonRow[]>([[null, []]]);
  for (const row of rows) groups.set(row.section, [...(groups.get(row.section) ?? []), row]);
  return [...groups.values()].flat();
}
