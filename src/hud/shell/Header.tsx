import { useMemo } from 'preact/hooks';
import { statisticConfidence } from '../../analysis/index.ts';
import { ChartView } from '../charts/ChartView.tsx';
import { dragHud } from '../layout/drag-hud.ts';
import { useFailure, useHud, useStats } from '../model/hud-context.ts';
import { createFrameSparkline } from '../overview/frame-sparkline.ts';
import { Figure } from '../parts/Figure.tsx';
import { formatFps, formatMs } from '../parts/format-value.ts';
import { createLiveText } from '../parts/live-text.ts';
import { COUNTING, NO_FRAME } from '../parts/SampleSize.tsx';
import { tooFewFrames } from '../parts/too-few-frames.ts';
import { ModeButtons } from './ModeButtons.tsx';

/** The line that every mode begins with; in compact mode it is all there is. */
export function Header() {
  const hud = useHud();
  const fail = useFailure();
  const [fps, frame, low1, self] = useMemo(
    () => [createLiveText(), createLiveText(), createLiveText(), createLiveText()] as const,
    [],
  );
  useStats(() => {
    const { stats } = hud;
    const meanMs = hud.recent[0] as number;
    const state = meanMs > hud.overBudgetMs ? 'over' : '';
    const frames = stats?.frames ?? 0;
    const isSure = statisticConfidence(frames).fps.low1;
    const reason = stats === null ? COUNTING : NO_FRAME;
    fps.set(formatFps(1000 / meanMs), state, '', reason);
    frame.set(formatMs(meanMs), state, '', reason);
    low1.set(
      formatFps(stats?.fps.low1 ?? Number.NaN),
      isSure ? '' : 'muted',
      isSure ? '' : tooFewFrames(frames),
      reason,
    );
    const { msPerFrame, sliceP99Ms } = hud.cost;
    self.set(formatMs(msPerFrame), '', `In slices of ${formatMs(sliceP99Ms)} ms (p99)`, 'Not known yet');
  }, fps);
  // A page that draws on demand may have made no frame for long: the last one is what there is to tell of.
  const [recently, span] =
    hud.source.value.name === null
      ? ['the last second that had frames', 'the last 10 s of frames']
      : ['the session', 'the session'];
  const onPointerDown = (event: PointerEvent) => {
    const isButton = (event.target as Element).closest('button') !== null;
    if (!isButton && hud.host.isLive !== false && hud.window.peek() === null) dragHud(event, hud);
  };
  return (
    <div class="header" onPointerDown={onPointerDown}>
      <Figure class="hero" text={fps} unit="fps" title={`Frames per second, over ${recently}`} />
      <Figure text={frame} unit="ms" title={`Mean frame time of ${recently}`} />
      <Figure
        class="low"
        text={low1}
        label="1% low"
        title={`Frames per second in the slowest 1 % of the frames of ${span}`}
      />
      {hud.mode.value === 'compact' ? (
        <ChartView
          class="sparkline"
          label={`Frame times of ${span}`}
          create={(element, model) => createFrameSparkline(element, model, fail)}
        />
      ) : hud.host.isLive === false ? null : (
        <Figure class="self" text={self} label="HUD" unit="ms" title="Main-thread time of this HUD in each frame" />
      )}
      {hud.host.isLive !== false && <ModeButtons />}
    </div>
  );
}
