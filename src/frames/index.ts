export { BlockSource } from './block-source.ts';
export type { FrameHistoryOptions } from './frame-history.ts';
export { FrameHistory } from './frame-history.ts';
export type { FrameEvent, FrameSource, FrameWindow, ProbeEvent } from './frame-source.ts';
export { frameAt, GAP, INTERVAL, lastWindow, readColumn, TIME } from './frame-source.ts';
export { BLOCK_FRAMES } from './open-block.ts';
export type { WindowIntervals } from './window-intervals.ts';
export { windowIntervals } from './window-intervals.ts';
