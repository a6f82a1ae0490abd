import { PER_MS, type Unit } from './unit.ts';

type Scale = readonly [unit: Unit, readonly [kind: string, scale: number]];

/** What units measure, and how many of the smallest of their kind they are. Minutes stand here for those who write a time. */
const SCALES: ReadonlyMap<Unit, Scale[1]> = new Map<Unit, Scale[1]>([
  ...[...PER_MS].map(([unit, perMs]): Scale => [unit, ['time', 1e6 / perMs]]),
  ['min', ['time', 60e9]],
  ['bytes', ['size', 1]],
  ['KiB', ['size', 2 ** 10]],
  ['MiB', ['size', 2 ** 20]],
  ['GiB', ['size', 2 ** 30]],
  ['percent', ['share', 1]],
  ['ratio', ['share', 100]],
  ['fps', ['frequency', 1]],
  ['hz', ['frequency', 1]],
]);

/** The units between which `convertUnit` converts, each with those of its kind. */
export const CONVERTED_UNITS: readonly Unit[] = [...SCALES.keys()];

/** A value of one unit in another; NaN where they are not of one kind. */
export function convertUnit(value: number, from: Unit, to: Unit): number {
  const [kind, scale] = SCALES.get(from) ?? [];
  const [wantedKind, wantedScale] = SCALES.get(to) ?? [];
  if (scale === undefined || wantedScale === undefined || kind !== wantedKind) return Number.NaN;
  return value * (scale / wantedScale);
}
