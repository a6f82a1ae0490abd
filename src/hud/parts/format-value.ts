import type { Unit } from '../../metrics/index.ts';

/** A number and its unit apart, so that both stand in columns of their own. */
export interface FormattedValue {
  readonly text: string;
  /** Empty for a bare number and for a missing value. */
  readonly unit: string;
}

export type ValueFormatter = (value: number) => FormattedValue;

/** How a missing value reads. */
export const MISSING = '–';

const SIZES = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];
const LARGE = ['', 'k', 'M', 'G', 'T', 'P'];
/** What no prefix makes a number of a few digits. */
const BEYOND_PREFIXES = 1e18;
/** In letters. */
const LONG_UNIT = 4;
const TIMES = ['ns', 'us', 'ms', 's'];
/** Units of three figures and no prefix. */
const PLAIN: Readonly<Record<string, string>> = {
  ratio: '',
  percent: '%',
  fps: 'fps',
};

/** The formatter of a unit. A unit of the user's own is shown as it is, behind a plain number. */
export function valueFormatter(unit: Unit): ValueFormatter {
  const power = SIZES.indexOf(unit);
  const time = TIMES.indexOf(unit);
  const plain = Object.hasOwn(PLAIN, unit) ? PLAIN[unit] : undefined;
  return (value) => {
    if (Number.isNaN(value)) return { text: MISSING, unit: '' };
    if (power >= 0) return size(value * 1024 ** power);
    if (time >= 0) return duration(value, time);
    if (plain !== undefined && Math.abs(value) < 999_999.5)
      return { text: threeFigures(value, plain === '' ? 2 : 1), unit: plain };
    if (plain !== undefined) return count(value, plain);
    return count(value, unit === 'hz' ? 'Hz' : unit === 'count' ? '' : unit);
  };
}

/** A value with its unit as one text; a missing value is a dash alone. */
export function formatValue(value: number, unit: Unit): string {
  const formatted = valueFormatter(unit)(value);
  return formatted.unit === '' ? formatted.text : `${formatted.text} ${formatted.unit}`;
}

/** What a unit that has no room and is cut, as the user's own may be, has as its title; else empty. */
export function longUnit(unit: string): string {
  return unit.length > LONG_UNIT ? unit : '';
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

/** How long something was: seconds with decimals, as a clock from ten minutes on. */
export function formatSpan(durationMs: number, decimals = 1): string {
  return durationMs < 600_000 ? `${(durationMs / 1000).toFixed(decimals)} s` : formatClock(durationMs);
}

/** How many decimals a sample's seconds have: some frames are no 0.0 s. */
export const spanDecimals = (durationMs: number): number => (durationMs > 0 && durationMs < 100 ? 2 : 1);

/** A tick of an axis of time: the clock, or seconds with as many decimals as keep `stepMs` apart where the clock would repeat itself. */
export function formatTimeTick(timeMs: number, stepMs: number): string {
  // Ticks are computed: one of 0 may come as a little less.
  const roundedMs = Math.round(timeMs);
  if (stepMs >= 2000) return formatClock(roundedMs);
  return `${(roundedMs / 1000).toFixed(stepMs < 100 ? 3 : 1)} s`;
}

/** Of a time that would have more than five digits in its unit, three figures in a larger one; of seconds that are few hundredths, in ms. */
function duration(value: number, power: number): FormattedValue {
  if (TIMES[power] === 's' && value !== 0 && Math.abs(value) < 0.0995) {
    value *= 1000;
    power--;
  }
  while (Math.abs(value) >= 99_999.5 && power < TIMES.length - 1) {
    value /= 1000;
    power++;
  }
  const unit = TIMES[power] === 'us' ? 'µs' : (TIMES[power] as string);
  return Math.abs(value) < 999_999.5 ? { text: threeFigures(value), unit } : count(value, unit);
}

/** Up to six digits with thousands separators, larger numbers as 1.23 M; small fractions with three figures. */
function count(value: number, unit: string): FormattedValue {
  const size = Math.abs(value);
  if (size < 999_999.5 && (size >= 1000 || Number.isInteger(value))) return { text: grouped(value), unit };
  if (size < 1000 || size === Infinity) return { text: threeFigures(value), unit };
  if (size >= BEYOND_PREFIXES) return { text: exponential(value), unit };
  const power = Math.min(LARGE.length - 1, Math.floor(Math.log10(size * 1.000001) / 3));
  const prefix = LARGE[power] as string;
  return {
    text: threeFigures(value / 1000 ** power),
    unit: unit === '' || unit === 'Hz' ? prefix + unit : `${prefix} ${unit}`,
  };
}

function size(bytes: number): FormattedValue {
  let power = 0;
  // 1023.5 would round to 1,024 of the unit below.
  while (Math.abs(bytes) >= 1023.5 && power < SIZES.length - 1) {
    bytes /= 1024;
    power++;
  }
  if (Math.abs(bytes) >= 999_999.5 && Math.abs(bytes) < Infinity)
    return { text: exponential(bytes), unit: SIZES[power] as string };
  return power === 0
    ? { text: grouped(bytes), unit: 'B' }
    : { text: threeFigures(bytes), unit: SIZES[power] as string };
}

/** Three significant figures, at most `decimals` of them behind the point: 4.21, 16.7, 120, 1,203. */
function threeFigures(value: number, decimals = 2): string {
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? '∞' : '−∞';
  if (size > 0 && size < 0.005 && decimals === 2) return signed(value, size.toFixed(3));
  const places = Math.min(decimals, size < 9.995 ? 2 : size < 99.95 ? 1 : 0);
  return places === 0 ? grouped(value) : signed(value, size.toFixed(places));
}

/** Of what no prefix makes short. */
function exponential(value: number): string {
  return value.toExponential(2).replace('-', '−');
}

function grouped(value: number): string {
  return signed(value, String(Math.round(Math.abs(value))).replace(/\B(?=(?:\d{3})+$)/g, ','));
}

function signed(value: number, digits: string): string {
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}
