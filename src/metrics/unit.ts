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

const ALIASES: Readonly<Record<string, KnownUnit>> = {
  millisecond: 'ms',
  milliseconds: 'ms',
  millis: 'ms',
  second: 's',
  seconds: 's',
  sec: 's',
  microsecond: 'us',
  microseconds: 'us',
  µs: 'us',
  nanosecond: 'ns',
  nanoseconds: 'ns',
  byte: 'bytes',
  b: 'bytes',
  kilobytes: 'KiB',
  kb: 'KiB',
  kib: 'KiB',
  megabytes: 'MiB',
  mb: 'MiB',
  mib: 'MiB',
  gigabytes: 'GiB',
  gb: 'GiB',
  gib: 'GiB',
  percentage: 'percent',
  '%': 'percent',
  counts: 'count',
  hertz: 'hz',
};

/** A unit as a suffix of a metric's name, `memory.usage_mb`. */
const SUFFIX = /_(ms|us|ns|seconds|bytes|kb|mb|gb|percent|ratio|fps|hz)$/;

/** The unit that a text means: an alias becomes its known unit, anything else stays as it is. */
export function parseUnit(text: string): Unit {
  const lower = text.toLowerCase();
  return Object.hasOwn(ALIASES, lower) ? (ALIASES[lower] as KnownUnit) : text;
}

/** The unit that a metric's name states (`_ms`, `_mb`, …), or `''` where it states none. */
export function unitOfName(name: string): Unit {
  const suffix = SUFFIX.exec(name)?.[1];
  return suffix === undefined ? '' : parseUnit(suffix);
}
