import type { FrameEvent } from '../../frames/index.ts';
import type { Palette } from '../parts/palette.ts';

const SECTION_CSS_PX = 3;
/** A flag for each so many on average is a crowd. */
const CROWD_CSS_PX = 10;

/** What the page said of its frames: sections as bands below the upper edge of a plot, whose outside has the labels of hitches, marks and notes as flags at its lower one. */
export function drawEvents(
  context: CanvasRenderingContext2D,
  palette: Palette,
  events: readonly FrameEvent[],
  toX: (timeMs: number) => number,
  width: number,
  height: number,
): void {
  context.fillStyle = palette.accent;
  for (let k = 0; k < events.length; k++) {
    const { kind, timeMs, durationMs = 0 } = events[k] as FrameEvent;
    // Most are what probes saw.
    const isFlag = kind === 'mark' || kind === 'note';
    if (!isFlag && kind !== 'section') continue;
    const x = toX(timeMs);
    if (!isFlag) {
      const from = Math.max(0, x);
      // One that is open goes on.
      const to = Number.isNaN(durationMs) ? width : Math.min(width, toX(timeMs + durationMs));
      if (to >= 0 && from <= width) context.fillRect(from, 0, Math.max(1, to - from), SECTION_CSS_PX);
    } else if (x >= 0 && x <= width) drawFlag(context, x, height, -7);
  }
}

/** How far apart flags are drawn, in CSS pixels: all that are not on one pixel, or where they crowd so that they never become a bar. */
export function flagSpacing(count: number, width: number): number {
  return count * CROWD_CSS_PX < width ? 1 : CROWD_CSS_PX;
}

/** A triangle whose tip points down, or up by a negative height. */
export function drawFlag(context: CanvasRenderingContext2D, x: number, top: number, heightCssPx: number): void {
  context.beginPath();
  context.moveTo(x - 4, top);
  context.lineTo(x + 4, top);
  context.lineTo(x, top + heightCssPx);
  context.fill();
}
