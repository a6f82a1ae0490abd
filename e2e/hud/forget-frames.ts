import type { Page } from '@playwright/test';
import type { FrameHistory } from '../../src/frames/index.ts';
import type {} from '../pages/hud.ts';

/** Has frames come until the history has forgotten the first ones, at least so many. With a thousand metrics it holds some two thousand. */
export function forgetFrames(page: Page, count: number): Promise<void> {
  return page.evaluate((wanted) => {
    const frames = hudPage.host.frames as FrameHistory;
    const time = new Float64Array(1);
    frames.read('time', frames.endFrame - 1, frames.endFrame, time);
    let timeMs = time[0] as number;
    while (frames.firstFrame < wanted) {
      timeMs += 16;
      hudPage.metrics.updateFrame({ timeMs, frameTimeMs: 16, gap: 'none' });
    }
  }, count);
}
