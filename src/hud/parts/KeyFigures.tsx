import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { type FrameStatistics, statisticConfidence } from '../../analysis/index.ts';
import { useHud, useStats } from '../model/hud-context.ts';
import type { FigureRow } from './figure-rows.ts';
import { MISSING } from './format-value.ts';
import { createLiveText, type LiveText } from './live-text.ts';
import { NO_FRAME } from './SampleSize.tsx';
import { tooFewFrames } from './too-few-frames.ts';

interface Props {
  readonly rows: readonly FigureRow[];
  /** Default: of the frames that are shown. */
  readonly read?: () => FrameStatistics | null;
  /** Why there are none of the times that they are of; default: there was no frame. */
  readonly missing?: () => string;
}

const noFrame = () => NO_FRAME;

/** Statistics in rows of label and figure. */
export function KeyFigures({ rows, read, missing = noFrame }: Props) {
  const hud = useHud();
  const texts = useMemo(() => rows.map(() => createLiveText()), [rows]);
  const list = useRef<HTMLDListElement>(null);
  /** Of which the texts are. */
  const written = useRef<FrameStatistics | null>(null);
  useLayoutEffect(() => {
    written.current = null;
  }, [texts]);
  useStats(() => {
    const stats = read === undefined ? hud.stats : read();
    if (stats === written.current) return;
    written.current = stats;
    if (stats === null || stats.frames === 0) {
      const reason = stats === null ? 'Not known yet' : missing();
      for (const text of texts) text.set(MISSING, '', '', reason);
      return;
    }
    const confidence = statisticConfidence(stats.frames);
    rows.forEach(({ format, isSure, isOver, reason }, k) => {
      const isMuted = isSure?.(confidence) === false;
      (texts[k] as LiveText).set(
        format(stats),
        isMuted ? 'muted' : isOver?.(stats) ? 'over' : '',
        isMuted ? tooFewFrames(stats.frames) : '',
        reason,
      );
    });
  }, list);
  return (
    <dl class="key-figures" ref={list}>
      {rows.map(({ label, unit, meaning }, k) => (
        <div key={label} title={meaning}>
          <dt>{label}</dt>
          <dd>
            <span class="value" ref={(texts[k] as LiveText).ref} />
            <span class="unit">{unit}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
