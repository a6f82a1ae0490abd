import { MAX_VALUES } from './null-distributions.ts';
import { pairedShifts, type Shifts, shiftEstimate, shiftInterval, shiftPValue, unpairedShifts } from './shifts.ts';

/** Fewer have no exact interval of 95 %: of five pairs the widest holds with 93.75 %, of three values against three with 90 %. */
const MIN_PAIRS = 6;
const MIN_VALUES = 4;

export interface ComparisonOptions {
  /** Which direction is an improvement; default `'lower'`. */
  better?: 'lower' | 'higher' | undefined;
  /** The difference that matters, as a share: 0.05 is 1.05 times, or 1/1.05 times. Default 0.05. */
  margin?: number | undefined;
  /** Whether all of the interval must lie beyond the margin, and not the estimate alone; default false. */
  strict?: boolean | undefined;
  /** What this metric differs by on this machine when nothing does, as a share: no interval is narrower than that to each side. Default 0. */
  noiseFloor?: number | undefined;
}

/**
 * `regressed`: the 95 % interval lies on the worse side and the estimate beyond the margin (strict: all of the interval does).
 * `equivalent`: the 90 % interval lies within the margin to both sides. `inconclusive`: neither.
 */
export type ComparisonVerdict = 'regressed' | 'equivalent' | 'inconclusive';

export interface Comparison {
  /** Head divided by base: the Hodges-Lehmann estimate. */
  readonly ratio: number;
  /** Its exact 95 % interval, and the 90 % one by which `equivalent` is judged. */
  readonly low: number;
  readonly high: number;
  readonly low90: number;
  readonly high90: number;
  /** Two-sided p value of the ratio being 1; strict: of its being at the margin, to the worse side. The noise floor is not in it. */
  readonly p: number;
  readonly verdict: ComparisonVerdict;
  /** The mirror image of `regressed`; the verdict is `inconclusive` then. */
  readonly improved: boolean;
  /**
   * About how many pairs, or values a side, would decide an inconclusive comparison, if estimate and spread stay as they are.
   * Null when it is decided, improved, or when no number would.
   */
  readonly settledBy: number | null;
}

/**
 * Compares runs in pairs, one value a run: `base[r]` and `head[r]` are of the same round. Ratios are taken in each round, as `ln(head) − ln(base)`,
 * so that what drifts between rounds cancels. Frames are no runs: give one figure a run, such as its median.
 *
 * @throws RangeError for fewer than 6 or more than 100 pairs, lengths that differ, values that are not above 0, options that cannot be meant
 */
export function comparePairs(
  base: ArrayLike<number>,
  head: ArrayLike<number>,
  options: ComparisonOptions = {},
): Comparison {
  if (base.length !== head.length)
    throw refused('base and head', 'have a value each a round', `${base.length} and ${head.length}`);
  const before = logarithms(base, 'base', MIN_PAIRS);
  const differences = logarithms(head, 'head', MIN_PAIRS).map((value, round) => value - (before[round] as number));
  return judge(pairedShifts(differences), differences.length, options);
}

/**
 * Compares two sets of runs that do not belong together in pairs, and need not be equally many: the median of all ratios `head_j / base_i`, with the
 * interval of the rank sum. What drifts between the sets is taken for a difference: where rounds can alternate, use `comparePairs`.
 *
 * @throws RangeError for fewer than 4 or more than 100 values a side, values that are not above 0, options that cannot be meant
 */
export function compareSets(
  base: ArrayLike<number>,
  head: ArrayLike<number>,
  options: ComparisonOptions = {},
): Comparison {
  const shifts = unpairedShifts(logarithms(base, 'base', MIN_VALUES), logarithms(head, 'head', MIN_VALUES));
  // As many a side would have the same spread: the interval narrows with 1/m + 1/n.
  return judge(shifts, (2 * base.length * head.length) / (base.length + head.length), options);
}

/**
 * The noise floor of a metric on a machine, from the same code measured as base and as head in pairs: the end of the 95 %
 * interval that is farther from 1, as a share.
 *
 * @throws RangeError as `comparePairs`
 */
export function noiseFloor(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const { low, high } = comparePairs(first, second);
  return Math.max(1 / low, high) - 1;
}

function judge(shifts: Shifts, rounds: number, options: ComparisonOptions): Comparison {
  const { better = 'lower', margin = 0.05, strict = false, noiseFloor: floor = 0 } = options;
  if (!(margin > 0 && margin < Infinity)) throw refused('margin', 'be a share above 0, such as 0.05', margin);
  if (!(floor >= 0 && floor < Infinity)) throw refused('noiseFloor', 'be a share from 0 on, such as 0.02', floor);
  if (better !== 'lower' && better !== 'higher') throw refused('better', 'be "lower" or "higher"', better);
  const limit = Math.log1p(margin);
  const floorWidth = Math.log1p(floor);
  const estimate = shiftEstimate(shifts);
  const widened = (confidence: number) => {
    const [low, high] = shiftInterval(shifts, confidence);
    return [Math.min(low, estimate - floorWidth), Math.max(high, estimate + floorWidth)] as const;
  };
  const [low, high] = widened(0.95);
  const [low90, high90] = widened(0.9);
  // From here on to the worse side is up.
  const worse = better === 'lower' ? 1 : -1;
  const loss = worse * estimate;
  const least = Math.min(worse * low, worse * high);
  const most = Math.max(worse * low, worse * high);
  const mustPass = strict ? limit : 0;
  const regressed = loss > limit && least > mustPass;
  const improved = loss < -limit && most < -mustPass;
  const equivalent = low90 > -limit && high90 < limit;

  /** The ends of an interval come nearer with the root of the rounds, but not nearer than the floor. */
  const roundsFor = (arm: number, room: number) =>
    room > floorWidth ? Math.max(Math.floor(rounds) + 1, Math.ceil(rounds * (arm / room) ** 2)) : Infinity;
  const needed = () => {
    if (loss > limit) return roundsFor(loss - least, loss - mustPass);
    if (loss < -limit) return roundsFor(most - loss, -mustPass - loss);
    return Math.max(roundsFor(high90 - estimate, limit - estimate), roundsFor(estimate - low90, estimate + limit));
  };
  const settledBy = regressed || improved || equivalent ? Infinity : needed();
  return {
    ratio: Math.exp(estimate),
    low: Math.exp(low),
    high: Math.exp(high),
    low90: Math.exp(low90),
    high90: Math.exp(high90),
    p: shiftPValue(shifts, worse * mustPass),
    verdict: regressed ? 'regressed' : equivalent ? 'equivalent' : 'inconclusive',
    improved,
    settledBy: settledBy < Infinity ? settledBy : null,
  };
}

function logarithms(values: ArrayLike<number>, side: string, least: number): Float64Array {
  const { length } = values;
  if (!(length >= least && length <= MAX_VALUES))
    throw refused(side, `have ${least} to ${MAX_VALUES} values, one a run`, length);
  return Float64Array.from(values, (value, run) => {
    if (!(value > 0 && value < Infinity)) throw refused(`${side}[${run}]`, 'be a finite number above 0', value);
    return Math.log(value);
  });
}

function refused(part: string, wanted: string, got: unknown): RangeError {
  return new RangeError(`Cannot compare the runs: ${part} must ${wanted}, current value is ${String(got)}`);
}
