import { useMemo } from 'preact/hooks';
import type { FrameEvent } from '../../frames/index.ts';
import { eventsBetween } from '../../sessions/session-events.ts';
import { useHud } from '../model/hud-context.ts';
import { formatClock, formatMs } from '../parts/format-value.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { lostText } from '../parts/lost-text.ts';
import { missingReason } from '../parts/missing-reason.ts';
import { Quantity } from '../parts/Quantity.tsx';
import { frameSpan } from './frame-span.ts';
import { type FrameValue, frameValues } from './frame-values.ts';
import { LostNote } from './LostNote.tsx';
import type { Timeline } from './timeline.ts';
import { isSlow } from './track.ts';

interface Props {
  /** Whose interval ends at its begin. */
  readonly frame: number;
  readonly timeline: Timeline;
  readonly onOpen: (frame: number | null) => void;
}

/** One frame: how long it took, what happened in it, and every metric that it has. */
export function FrameDetails({ frame, timeline, onOpen }: Props) {
  const hud = useHud();
  const { frames, name } = hud.source.peek();
  // An interval lies before a frame's begin: it is how long the frame before took.
  const number = frame - 1;
  const { fromMs, toMs, what } = frameSpan(timeline, frame);
  const sinceMs = Math.max(0, fromMs - (name === null ? 0 : timeline.bounds.fromMs));
  // What is read of live frames stays, though they be forgotten later.
  const [events, rows, lost] = useMemo(
    () =>
      [
        eventsBetween(frames.events, fromMs, toMs),
        frameValues(frames, timeline, frame),
        lostText(frames, { from: number, to: frame }),
      ] as const,
    [timeline, frame],
  );
  const reasonOf = ({ value, isFirst, descriptor }: FrameValue) => {
    if (!Number.isNaN(value)) return undefined;
    return isFirst ? 'The total before this frame is not known' : missingReason(hud, descriptor.id, true);
  };

  return (
    <section class="frame-details" aria-label="Frame">
      <div class="title">
        <h2 aria-live="polite">
          {`Frame ${number}: ${what}`}
          {!Number.isNaN(sinceMs) && (
            <span class="when">{` at ${formatClock(sinceMs)}.${String(Math.floor(sinceMs % 1000)).padStart(3, '0')}`}</span>
          )}
        </h2>
        <IconButton icon="before" label="The frame before" onClick={() => onOpen(frame - 1)} />
        <IconButton icon="after" label="The frame after" onClick={() => onOpen(frame + 1)} />
        <IconButton icon="hidden" label="Close the frame" onClick={() => onOpen(null)} />
      </div>
      <LostNote text={lost} />
      {events.length > 0 && (
        <ul class="events" aria-label="What happened in it">
          {events.map((event, k) => (
            <EventRow key={k} event={event} />
          ))}
        </ul>
      )}
      <ul class="values" aria-label="Metrics of the frame">
        {rows.map((row) => (
          <li key={row.key}>
            <span class="name" title={row.key}>
              {row.key}
            </span>
            <span class="figure" title={reasonOf(row)}>
              {isSlow(row) && <span class="labels">once a second </span>}
              <Quantity value={row.value} unit={row.unit} sign={row.isCount ? '+' : ''} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function EventRow({ event: { kind, name, durationMs, detail } }: { readonly event: FrameEvent }) {
  const took = durationMs === undefined || Number.isNaN(durationMs) ? '' : ` ${formatMs(durationMs)} ms`;
  return (
    <li>
      <span class="kind">{kind}</span>
      <span class="name">{name}</span>
      <span class="figure">{took}</span>
      {scriptsOf(detail).map((text, k) => (
        <span class="script" key={k}>
          {text}
        </span>
      ))}
    </li>
  );
}

/** The scripts of a long frame. An imported file may say anything there. */
function scriptsOf(detail: unknown): string[] {
  const scripts = (detail as { scripts?: unknown } | null | undefined)?.scripts;
  if (!Array.isArray(scripts)) return [];
  return scripts
    .filter((script): script is Record<string, unknown> => typeof script === 'object' && script !== null)
    .map((script) => {
      const name = [script.function, script.invoker, script.path].find(
        (text) => typeof text === 'string' && text !== '',
      );
      const ms = typeof script.durationMs === 'number' ? ` ${formatMs(script.durationMs)} ms` : '';
      const path = script.path === name || typeof script.path !== 'string' ? '' : ` ${script.path}`;
      return `${name ?? 'a script'}${ms}${path}`;
    });
}
