import type { Palette } from '../parts/palette.ts';

interface FrameSeries {
  readonly colour: Exclude<keyof Palette, 'font'>;
  readonly width: number;
  /** As canvases take it; empty: a whole line. */
  readonly dash: number[];
}

/** Frame, CPU and GPU, as frame charts draw them: told apart by width and dash as well as by colour. */
export const FRAME_SERIES: readonly FrameSeries[] = [
  { colour: 'text', width: 1.5, dash: [] },
  { colour: 'cpu', width: 1, dash: [] },
  { colour: 'gpu', width: 1, dash: [4, 3] },
];
