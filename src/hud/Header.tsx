import { useMemo } from 'preact/hooks';
import { statisticConfidence } from '../analysis/index.ts';
import { lastWindow } from '../frames/index.ts';
import { ChartView } from './ChartView.tsx';
import { Figure } from './Figure.tsx';
import { formatFps, formatMs, MISSING } from './format-value.ts';
import { FrameColumns, meanOf } from './frame-columns.ts';
import { FrameSparkline } from './frame-sparkline.ts';
import { useHud, useRedraw, useStats } from './hud-context.ts';
import { LiveText } from './live-text.ts';
import { ModeButtons } from './ModeButtons.tsx';
import { tooFewFrames } from './too-few-frames.ts';

const REDRAW_MS = 250;
/** What "now" means: less flickers, more lags behind. */
const NOW_MS = 1000;

/** The line that every mode begins with; in compact mode it is all there is. */
export function Header() {
  const hud = useHud();
  const { fps, frame, low1, self, columns } = useMemo(
    () => ({
      fps: new LiveText(),
      frame: new LiveText(),
      low1: new LiveText(),
      self: new LiveText(),
      columns: new FrameColumns(),
    }),
    [],
  );
  const write = (meanMs: number) => {
    if (Number.isNaN(meanMs)) {
      for (const text of [fps, frame]) text.set(MISSING, 'missing', 'No frame in the last second');
      return;
    }
    const state = meanMs > hud.overBudgetMs ? 'over' : '';
    fps.set(formatFps(1000 / meanMs), state);
    frame.set(formatMs(meanMs), state);
  };
  useRedraw(REDRAW_MS, () => {
    const { frames, name } = hud.source.peek();
    if (name !== null) return;
    columns.read(frames, lastWindow(frames, NOW_MS));
    write(meanOf(columns.intervals, columns.count));
  });
  useStats(() => {
    const { stats } = hud;
    if (stats === null) return;
    if (Number.isNaN(hud.selfMsPerFrame)) self.set(MISSING, 'missing', 'Known after a second');
    else self.set(formatMs(hud.selfMsPerFrame));
    if (hud.source.peek().name !== null) write(stats.frame.mean);
    const isSure = statisticConfidence(stats.frames).fps.low1;
    if (stats.frames === 0) low1.set(MISSING, 'missing', 'No frames');
    else low1.set(formatFps(stats.fps.low1), isSure ? '' : 'muted', isSure ? '' : tooFewFrames(stats.frames));
  });
  return (
    <header class="header">
      <Figure class="hero" text={fps} unit="fps" title="Frames per second, over the last second" />
      <Figure text={frame} unit="ms" title="Mean frame time of the last second" />
      <Figure text={low1} label="1% low" title="Frames per second during the slowest hundredth of the frames" />
      {hud.mode.value === 'compact' ? (
        <ChartView
          class="sparkline"
          everyMs={REDRAW_MS}
          label="Frame times of the last 10 seconds"
          create={(element, model) => new FrameSparkline(element, model)}
        />
      ) : (
        <Figure class="self" text={self} label="HUD" unit="ms" title="Main-thread time of this HUD in each frame" />
      )}
      <ModeButtons />
    </header>
  );
}
