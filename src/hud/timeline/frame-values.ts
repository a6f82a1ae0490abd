import { growth } from '../../frames/counter-growth.ts';
import { type FrameSource, readColumn } from '../../frames/index.ts';
import type { FrameColumn, Unit } from '../../metrics/index.ts';
import { CPU, GPU } from '../charts/frame-columns.ts';
import type { Timeline } from './timeline.ts';

const FRAME_TIME = 'engine:performance.frame_time_ms';
/** What is known of a frame's length when the next one begins, and so stands in the row of that. */
const LENGTHS = [FRAME_TIME, 'engine:performance.frame_time#count'];

/** What a frame has of a column. */
export interface FrameValue extends FrameColumn {
  /** A gauge's value, or what was counted in the frame; NaN where it is missing. */
  readonly value: number;
  readonly unit: Unit;
  readonly isCount: boolean;
  /** Whether there is a total, and none before it that would say how much of it is the frame's. */
  readonly isFirst: boolean;
}

/** Every metric of the frame before `frame`, those that it has first; where the source has forgotten it, the times that the timeline keeps. */
export function frameValues(
  source: FrameSource,
  { valuesOf }: Pick<Timeline, 'valuesOf'>,
  frame: number,
): FrameValue[] {
  const isLost = frame - 1 < source.firstFrame;
  const [intervalMs, cpuMs, gpuMs] = valuesOf(frame);
  const kept: Readonly<Record<string, number>> = { [FRAME_TIME]: intervalMs, [CPU]: cpuMs, [GPU]: gpuMs };
  return source.columns
    .filter(({ key }) => (isLost ? key in kept : !key.endsWith('#sum')))
    .map(({ key, descriptor }) => {
      const isCount = descriptor.type !== 'gauge';
      const row = LENGTHS.includes(key) ? frame : frame - 1;
      const [earlier = Number.NaN, total = Number.NaN] = readColumn(source, key, { from: row - 1, to: row + 1 });
      // One that came in this frame has counted from 0.
      const before = Number.isNaN(earlier) && row > source.firstFrame ? 0 : earlier;
      const value = isLost ? (kept[key] as number) : isCount ? growth(before, total) : total;
      const unit = key.endsWith('#count') ? 'count' : descriptor.unit;
      return { key, descriptor, value, unit, isCount, isFirst: Number.isNaN(value) && !Number.isNaN(total) };
    })
    .sort((a, b) => Number(Number.isNaN(a.value)) - Number(Number.isNaN(b.value)) || (a.key < b.key ? -1 : 1));
}
