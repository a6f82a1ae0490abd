import type { Unit } from '../metrics/index.ts';

/** A number and its unit apart, so that both stand in columns of their own. */
export interface FormattedValue {
  readonly text: string;
  /** Empty for a bare number and for a missing value. */
  readonly unit: string;
}

export type ValueFormatter = (value: number) => FormattedValue;

/** How a missing value reads. */
export const MISSING = '–';

const KIB = 1024;
const SIZE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
const LARGE = ['', 'k', 'M', 'G', 'T', 'P'];

const FORMATTERS: Readonly<Record<string, ValueFormatter>> = {
  ms: fixedUnit('ms'),
  s: fixedUnit('s'),
  us: fixedUnit('µs'),
  ns: fixedUnit('ns'),
  bytes: (value) => size(value),
  KiB: (value) => size(value * KIB),
  MiB: (value) => size(value * KIB ** 2),
  GiB: (value) => size(value * KIB ** 3),
  percent: (value) => ({ text: threeFigures(value, 1), unit: '%' }),
  ratio: (value) => ({ text: threeFigures(value), unit: '' }),
  count: count,
  '': count,
  fps: (value) => ({ text: threeFigures(value, 1), unit: 'fps' }),
  hz: (value) => prefixed(count(value), 'Hz'),
};

/** The formatter of a unit. A unit of the user's own is shown as it is, behind a plain number. */
export function valueFormatter(unit: Unit): ValueFormatter {
  const format = Object.hasOwn(FORMATTERS, unit)
    ? (FORMATTERS[unit] as ValueFormatter)
    : (value: number) => prefixed(count(value), unit);
  return (value) => (Number.isNaN(value) ? { text: MISSING, unit: '' } : format(value));
}

/** A value with its unit as one text; a missing value is a dash alone. */
export function formatValue(value: number, unit: Unit): string {
  const formatted = valueFormatter(unit)(value);
  return formatted.unit === '' ? formatted.text : `${formatted.text} ${formatted.unit}`;
}

/** Milliseconds without their unit, for columns that name it once. */
export function formatMs(value: number): string {
  return Number.isNaN(value) ? MISSING : threeFigures(value);
}

/** Frames per second without their unit. */
export function formatFps(value: number): string {
  return Number.isNaN(value) ? MISSING : threeFigures(value, 1);
}

/** A count as one text. */
export function formatCount(value: number): string {
  return formatValue(value, 'count');
}

/** A span of time in words of a clock: `0:07`, `12:34`, `1:02:03`. */
export function formatClock(durationMs: number): string {
  if (Number.isNaN(durationMs)) return MISSING;
  const seconds = Math.floor(durationMs / 1000);
  const two = (n: number) => String(n).padStart(2, '0');
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

/** Up to six digits with thousands separators, larger numbers as 1.23 M; small fractions with three figures. */
function count(value: number): FormattedValue {
  const size = Math.abs(value);
  if (size < 999_999.5 && (Number.isInteger(value) || size >= 1000))
    return { text: grouped(Math.round(value)), unit: '' };
  if (size < 1000 || size === Infinity) return { text: threeFigures(value), unit: '' };
  const power = Math.min(LARGE.length - 1, Math.floor(Math.log10(size * 1.000001) / 3));
  return { text: threeFigures(value / 1000 ** power), unit: LARGE[power] as string };
}

/** `1.23 M` of something: `MHz`, `M widgets`. */
function prefixed({ text, unit: prefix }: FormattedValue, unit: string): FormattedValue {
  return { text, unit: prefix !== '' && unit !== 'Hz' ? `${prefix} ${unit}` : `${prefix}${unit}` };
}

function fixedUnit(unit: string): ValueFormatter {
  return (value) => ({ text: threeFigures(value), unit });
}

function size(bytes: number): FormattedValue {
  let power = 0;
  let scaled = bytes;
  // 1023.5 would round to 1,024 of the unit below.
  while (Math.abs(scaled) >= KIB - 0.5 && power < SIZE_UNITS.length - 1) {
    scaled /= KIB;
    power++;
  }
  return {
    text: power === 0 ? grouped(Math.round(scaled)) : threeFigures(scaled),
    unit: SIZE_UNITS[power] as string,
  };
}

/** Three significant figures, at most `decimals` of them behind the point: 4.21, 16.7, 120, 1,203. */
function threeFigures(value: number, decimals = 2): string {
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? '∞' : '−∞';
  if (size > 0 && size < 0.005 && decimals === 2) return signed(value, size.toFixed(3));
  const places = Math.min(decimals, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
  return places === 0 ? grouped(Math.round(value)) : signed(value, size.toFixed(places));
}

function grouped(integer: number): string {
  return signed(integer, String(Math.abs(integer)).replace(/\B(?=(?:\d{3})+$)/g, ','));
}

function signed(value: number, digits: string): string {
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
