import { useMemo } from 'preact/hooks';
import { type FrameEvent, readColumn } from '../../frames/index.ts';
import { eventsBetween } from '../../sessions/session-events.ts';
import { useHud } from '../model/hud-context.ts';
import { formatClock, formatMs } from '../parts/format-value.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { missingReason } from '../parts/missing-reason.ts';
import { Quantity } from '../parts/Quantity.tsx';
import type { Timeline } from './timeline.ts';
import { growth } from './track.ts';

/** What is known of a frame's length when the next one begins, and so stands in the row of that. */
const LENGTHS = ['engine:performance.frame_time_ms', 'engine:performance.frame_time#count'];

interface Props {
  /** Whose interval ends at its begin. */
  readonly frame: number;
  readonly timeline: Timeline;
  readonly onOpen: (frame: number | null) => void;
}

/** One frame: how long it took, what happened in it, and every metric that it has. */
export function FrameDetails({ frame, timeline, onOpen }: Props) {
  const hud = useHud();
  const { frames } = hud.source.peek();
  const [intervalMs] = timeline.valuesOf(frame);
  // An interval lies before a frame's begin: it is how long the frame before took.
  const number = frame - 1;
  const endMs = timeline.timeOf(frame);
  const startMs = endMs - intervalMs;
  const events = useMemo(() => eventsBetween(frames.events, startMs, endMs), [frames, frame, intervalMs]);
  const rows = useMemo(() => metricRows(), [frames, frame, intervalMs]);
  const originMs = hud.source.peek().name === null ? 0 : timeline.bounds.fromMs;

  /** A counter says what it counted in the frame. */
  function metricRows() {
    return frames.columns
      .filter(({ key }) => !key.endsWith('#sum'))
      .map(({ key, descriptor }) => {
        const isCount = descriptor.type !== 'gauge';
        const row = LENGTHS.includes(key) ? frame : number;
        const [before = 0, value = Number.NaN] = readColumn(frames, key, { from: row - 1, to: row + 1 });
        const grown = growth(Number.isNaN(before) ? 0 : before, value);
        const unit = key.endsWith('#count') ? 'count' : descriptor.unit;
        return {
          key,
          id: descriptor.id,
          isCount,
          value: isCount ? grown : value,
          unit,
          isMissing: Number.isNaN(value),
        };
      })
      .sort((a, b) => Number(a.isMissing) - Number(b.isMissing) || (a.key < b.key ? -1 : 1));
  }

  return (
    <section class="frame-details" aria-label="Frame">
      <div class="title">
        <h2 aria-live="polite">
          {`Frame ${number}: ${formatMs(intervalMs)} ms`}
          <span class="when">{` at ${formatClock(startMs - originMs)}.${String(Math.floor(Math.max(0, startMs - originMs) % 1000)).padStart(3, '0')}`}</span>
        </h2>
        <IconButton icon="before" label="The frame before" onClick={() => onOpen(frame - 1)} />
        <IconButton icon="after" label="The frame after" onClick={() => onOpen(frame + 1)} />
        <IconButton icon="hidden" label="Close the frame" onClick={() => onOpen(null)} />
      </div>
      {events.length > 0 && (
        <ul class="events" aria-label="What happened in it">
          {events.map((event, k) => (
            <EventRow key={k} event={event} />
          ))}
        </ul>
      )}
      <ul class="values" aria-label="Metrics of the frame">
        {rows.map(({ key, id, isCount, value, unit, isMissing }) => (
          <li key={key}>
            <span class="name" title={key}>
              {key}
            </span>
            <span class="figure" title={isMissing ? missingReason(hud, id) : undefined}>
              <Quantity value={value} unit={unit} sign={isCount ? '+' : ''} />
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
