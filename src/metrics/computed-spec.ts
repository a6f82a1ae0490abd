import { METRIC_TYPES, type MetricType } from './metric-descriptor.ts';
import type { ReportProblem } from './metric-id.ts';
import type { MetricQuery } from './metric-query.ts';

export const COMPUTED_OPS = [
  'sum',
  'average',
  'minimum',
  'maximum',
  'quantile',
  'rate',
  'ratio',
  'difference',
] as const;
export type ComputedOp = (typeof COMPUTED_OPS)[number];

/** Which metrics a computed one is made of: all that match every part. In `name`, `*` stands for any text. */
export interface MetricSelection {
  readonly namespace?: string;
  readonly name?: string;
  readonly type?: MetricType;
  readonly labels?: Readonly<Record<string, string>>;
}

/** How a gauge is computed from other metrics. */
export interface ComputedSpec {
  readonly op: ComputedOp;
  /** The metrics; `ratio` and `difference` take two selections. */
  readonly of: MetricSelection | readonly [MetricSelection, MetricSelection];
  /** For `quantile`: from 0 to 1. */
  readonly q?: number;
  /** Looks back so many ms of the frame history: at a gauge's value in each frame, at how much a counter grew. Default: the values as they are; for `rate` 1000. */
  readonly windowMs?: number;
}

const isPair = (op: unknown) => op === 'ratio' || op === 'difference';

/** Reports every wrong part of what is to be a `ComputedSpec`. */
export function checkComputedSpec(spec: Readonly<Record<string, unknown>>, report: ReportProblem): void {
  const { op, of, q, windowMs } = spec;
  if (!COMPUTED_OPS.includes(op as ComputedOp)) report('op', `be one of ${COMPUTED_OPS.join(', ')}`, op);
  if (isPair(op)) {
    if (!Array.isArray(of) || of.length !== 2) report('of', `be two selections of metrics for "${op}"`, of);
    else for (const k of [0, 1]) checkSelection(of[k], `of/${k}`, report);
  } else checkSelection(of, 'of', report);
  if (op === 'quantile' ? !(typeof q === 'number' && q >= 0 && q <= 1) : q !== undefined)
    report('q', op === 'quantile' ? 'be a number from 0 to 1' : 'be absent unless op is "quantile"', q);
  if (windowMs !== undefined && !(typeof windowMs === 'number' && windowMs > 0 && windowMs < Infinity))
    report('windowMs', 'be a number above 0', windowMs);
}

function checkSelection(selection: unknown, at: string, report: ReportProblem): void {
  if (typeof selection !== 'object' || selection === null || Array.isArray(selection)) {
    report(at, 'be a selection of metrics', selection);
    return;
  }
  const { namespace, name, type, labels, ...rest } = selection as Record<string, unknown>;
  for (const [part, value] of Object.entries({ namespace, name }))
    if (value !== undefined && typeof value !== 'string') report(`${at}/${part}`, 'be a string', value);
  if (type !== undefined && !METRIC_TYPES.includes(type as MetricType))
    report(`${at}/type`, `be one of ${METRIC_TYPES.join(', ')}`, type);
  const isRecord = typeof labels === 'object' && labels !== null && !Array.isArray(labels);
  if (labels !== undefined && !(isRecord && Object.values(labels).every((value) => typeof value === 'string')))
    report(`${at}/labels`, 'be an object of strings', labels);
  for (const part of Object.keys(rest)) report(`${at}/${part}`, 'be absent: it is not known', rest[part]);
  if (namespace === undefined && name === undefined && type === undefined && labels === undefined)
    report(at, 'select by namespace, name, type or labels', selection);
}

/** The selections of a spec, as queries. */
export function selectionsOf({ of }: ComputedSpec): readonly MetricSelection[] {
  return Array.isArray(of) ? of : [of as MetricSelection];
}

/** A selection as the registry asks it. */
export function queryOf({ name, ...rest }: MetricSelection): MetricQuery {
  if (name === undefined || !name.includes('*')) return { ...rest, ...(name !== undefined && { name }) };
  const parts = name.split('*').map((part) => part.replace(/[\\^$.+?()[\]{}|/-]/g, '\\$&'));
  return { ...rest, name: new RegExp(`^${parts.join('[^]*')}$`) };
}
