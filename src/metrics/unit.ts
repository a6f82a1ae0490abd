/** The units that Framescope formats; any other text is kept as a custom unit. `MiB` is 2^20 bytes. */
export type KnownUnit =
  | 'ms'
  | 's'
  | 'us'
  | 'ns'
  | 'bytes'
  | 'KiB'
  | 'MiB'
  | 'GiB'
  | 'percent'
  | 'ratio'
  | 'count'
  | 'fps'
  | 'hz';

/** A known unit, or the user's own text. */
export type Unit = KnownUnit | (string & {});

/** Each known unit with its other spellings, in any case and with or without a plural s. */
const SPELLINGS: Readonly<Record<KnownUnit, RegExp>> = {
  ms: /^(ms|milli(second)?s?)$/i,
  s: /^(s|sec(ond)?s?)$/i,
  us: /^([uµμ]s|microseconds?)$/i,
  ns: /^(ns|nanoseconds?)$/i,
  bytes: /^b(ytes?)?$/i,
  KiB: /^(ki?b|kilobytes?|kibibytes?)$/i,
  MiB: /^(mi?b|megabytes?|mebibytes?)$/i,
  GiB: /^(gi?b|gigabytes?|gibibytes?)$/i,
  percent: /^(percent(age)?|%)$/i,
  ratio: /^ratio$/i,
  count: /^counts?$/i,
  fps: /^fps$/i,
  hz: /^(hz|hertz)$/i,
};

/** How much of each unit of time a millisecond is. */
export const PER_MS: ReadonlyMap<Unit, number> = new Map([
  ['ns', 1e6],
  ['us', 1e3],
  ['ms', 1],
  ['s', 1e-3],
]);

/** A unit as a suffix of a metric's name, `memory.usage_mb`. */
const SUFFIX = /_(ms|us|ns|seconds|bytes|kb|mb|gb|percent|ratio|fps|hz)$/;

/** The unit that a text means: any spelling of a known unit becomes that unit, anything else stays as it is. */
export function parseUnit(text: string): Unit {
  return Object.entries(SPELLINGS).find(([, spelling]) => spelling.test(text))?.[0] ?? text;
}

/** The unit that a metric's name states (`_ms`, `_mb`, …), or `''` where it states none. */
export function unitOfName(name: string): Unit {
  return parseUnit(SUFFIX.exec(name)?.[1] ?? '');
}
