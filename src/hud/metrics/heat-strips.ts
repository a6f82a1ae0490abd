import type { HistogramHandle } from '../../metrics/index.ts';
import type { PlotBox, ValueRange } from '../charts/value-plot.ts';
import { limitOf } from '../parts/metric-level.ts';
import type { Palette } from '../parts/palette.ts';
import { BANDS, bandAt, bandCount, bandStart, readBands } from './heat-bands.ts';
import type { MetricEntry } from './metric-entries.ts';

/** Slices that are kept: those of the shown 10 s at two a second, and one to spare. */
const SLICES = 24;
/** A slice stands for what came since the last one, but is drawn no wider. */
const MAX_SLICE_MS = 1100;
/** No fewer bands are drawn, so that a value that hardly moves is a thin line and not all of the strip. */
const LEAST_BANDS = 8;
/** What the palest cell that has a sample is drawn with. */
const LEAST_ALPHA = 0.25;

/**
 * Histograms over time: to the right the time, upwards the value, brighter where more samples came. Frames have no buckets, so each
 * strip is what was read of its histogram while it was in sight, and begins empty at the right.
 */
export interface HeatStrips {
  /** Takes what came since the last time, if frames have passed; of metrics that are not among these it forgets all. */
  sample(entries: readonly MetricEntry[], nowMs: number): void;
  /** Draws the strip of a metric over the `spanMs` before now, with its limit; tells the values at its lower and upper edge, null while there is nothing. */
  draw(
    context: CanvasRenderingContext2D,
    palette: Palette,
    entry: MetricEntry,
    box: PlotBox,
    nowMs: number,
    spanMs: number,
  ): ValueRange | null;
}

/** A ring of slices; everything that it needs is made with it. */
interface Strip {
  readonly descriptor: MetricEntry['descriptor'];
  /** Samples of each band in each slice, and since the histogram began when the newest was taken. */
  readonly cells: Float32Array;
  readonly before: Float64Array;
  readonly timeMs: Float64Array;
  readonly startMs: Float64Array;
  /** How many were taken; the newest is at this − 1, modulo their number. */
  slices: number;
  lastMs: number;
}

export function createHeatStrips(): HeatStrips {
  const strips = new Map<string, Strip>();
  const now = new Float64Array(BANDS);
  return {
    sample(entries, nowMs) {
      for (const key of strips.keys()) if (!entries.some((entry) => entry.key === key)) strips.delete(key);
      for (const { key, descriptor, handle, metricKind } of entries) {
        if (metricKind !== 'histograms') continue;
        let strip = strips.get(key);
        const isNew = strip?.descriptor !== descriptor;
        if (!isNew && strip?.lastMs === nowMs) continue;
        readBands((handle as HistogramHandle).histogram, descriptor, now);
        if (isNew || strip === undefined) {
          strip = newStrip(descriptor);
          strips.set(key, strip);
        } else takeSlice(strip, now, nowMs);
        strip.before.set(now);
        strip.lastMs = nowMs;
      }
    },
    draw(context, palette, { key, descriptor }, box, nowMs, spanMs) {
      const strip = strips.get(key);
      if (strip === undefined) return null;
      const { timeMs, startMs } = strip;
      const limit = bandAt(limitOf(descriptor), descriptor);
      let low = BANDS;
      let high = -1;
      let most = 0;
      const first = Math.max(0, strip.slices - SLICES);
      for (let k = first; k < strip.slices; k++) {
        const at = (k % SLICES) * BANDS;
        for (let band = 0; band < BANDS; band++) {
          const count = strip.cells[at + band] as number;
          if (count === 0) continue;
          low = Math.min(low, band);
          high = Math.max(high, band);
          most = Math.max(most, count);
        }
      }
      if (high < 0) return null;
      // The limit is shown where it is near.
      if (limit > high && limit <= high + LEAST_BANDS) high = Math.floor(limit);
      if (limit < low && limit >= low - LEAST_BANDS) low = Math.floor(limit);
      const bands = bandCount(descriptor);
      const least = Math.min(LEAST_BANDS, bands);
      const spare = least - (high - low + 1);
      if (spare > 0) {
        low = Math.max(0, Math.min(bands - least, low - Math.ceil(spare / 2)));
        high = low + least - 1;
      }
      // Whole pixels, or there would be seams.
      const toY = (band: number) => Math.round(box.top + box.height * (1 - (band - low) / (high - low + 1)));
      const toX = (ms: number) => Math.round(box.left + box.width * (1 + (ms - nowMs) / spanMs));
      context.fillStyle = palette.cpu;
      for (let k = first; k < strip.slices; k++) {
        const slice = k % SLICES;
        const left = Math.max(box.left, toX(startMs[slice] as number));
        const width = toX(timeMs[slice] as number) - left;
        if (width <= 0) continue;
        for (let band = low; band <= high; band++) {
          const count = strip.cells[slice * BANDS + band] as number;
          if (count === 0) continue;
          context.globalAlpha = LEAST_ALPHA + (1 - LEAST_ALPHA) * Math.sqrt(count / most);
          const top = toY(band + 1);
          context.fillRect(left, top, width, Math.max(1, toY(band) - top));
        }
      }
      context.globalAlpha = 1;
      if (limit >= low && limit <= high + 1) {
        context.fillStyle = palette.budget;
        const y = Math.min(toY(limit), Math.round(box.top + box.height) - 1);
        for (let x = 0; x < box.width; x += 4) context.fillRect(box.left + x, y, 2, 1);
      }
      const isOwn = descriptor.boundaries !== undefined;
      return {
        low: bandStart(low, descriptor),
        high: bandStart(high + 1, descriptor),
        lowSign: isOwn && low === 0 ? '≤ ' : '',
        highSign: isOwn && high === bands - 1 ? '> ' : '',
      };
    },
  };
}

function newStrip(descriptor: Strip['descriptor']): Strip {
  return {
    descriptor,
    cells: new Float32Array(SLICES * BANDS),
    before: new Float64Array(BANDS),
    timeMs: new Float64Array(SLICES),
    startMs: new Float64Array(SLICES),
    slices: 0,
    lastMs: Number.NaN,
  };
}

function takeSlice(strip: Strip, now: Float64Array, nowMs: number): void {
  const slice = strip.slices++ % SLICES;
  strip.timeMs[slice] = nowMs;
  strip.startMs[slice] = Math.max(strip.lastMs, nowMs - MAX_SLICE_MS);
  // Fewer than before: the histogram began anew.
  for (let band = 0; band < BANDS; band++)
    strip.cells[slice * BANDS + band] = Math.max(0, (now[band] as number) - (strip.before[band] as number));
}
