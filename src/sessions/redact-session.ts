import type { FrameEvent } from '../frames/index.ts';
import { type ColumnBlock, columnOf } from '../frames/read-blocks.ts';
import {
  type FrameBlock,
  type FrameLayout,
  formatMetricId,
  type MetricDescriptor,
  metricId,
} from '../metrics/index.ts';
import type { RedactedPart, SessionExportOptions } from './file-options.ts';
import { invalidArgument } from './session-error.ts';
import { StoredSession } from './stored-session.ts';

const PARTS: readonly RedactedPart[] = [
  'url',
  'userAgent',
  'gpu',
  'thumbnail',
  'name',
  'tags',
  'note',
  'labels',
  'events',
];

/**
 * The session without what others should not see; its figures stay. Texts that tell things apart become numbers, so that they still do.
 *
 * @throws SessionError `invalid` for a part that is not known
 */
export function redactSession(session: StoredSession, redact: SessionExportOptions['redact'] = true): StoredSession {
  const parts = redact === true ? PARTS : redact === false ? [] : redact;
  if (!Array.isArray(parts) || !parts.every((part) => PARTS.includes(part)))
    throw invalidArgument('export the session', 'redact', `be true, false or some of ${PARTS}`, redact);
  if (parts.length === 0) return session;
  const has = (part: RedactedPart) => parts.includes(part);
  const { summary, environment, timeOriginMs, thumbnail, histograms, frames } = session;
  const { events, blocks } = frames;
  const labels = has('labels') ? new LabelRedaction() : null;
  return new StoredSession({
    summary: {
      ...summary,
      ...(has('name') && { name: 'Redacted' }),
      ...(has('tags') && { tags: [] }),
      ...(has('note') && { note: '' }),
    },
    environment: {
      ...environment,
      ...(has('url') && { url: null }),
      ...(has('userAgent') && { userAgent: null }),
      ...(has('gpu') && { gpu: null }),
    },
    timeOriginMs,
    thumbnail: has('thumbnail') ? null : thumbnail,
    bytes: summary.bytes,
    blocks: labels === null ? blocks : blocks.map((block) => labels.block(block)),
    histograms:
      labels === null
        ? histograms
        : histograms.map((histogram) => ({ ...histogram, descriptor: labels.descriptor(histogram.descriptor) })),
    events: has('events') ? redactEvents(events) : events,
  });
}

/** Kind and times are left, and which of them have the same name. */
function redactEvents(events: readonly FrameEvent[]): FrameEvent[] {
  const numbers = new TextNumbers();
  return events.map(({ detail: _, ...event }) => ({
    ...event,
    name: `${event.kind} ${numbers.of(event.kind, event.name)}`,
  }));
}

/** A number for each text of a kind, in the order in which they come. */
class TextNumbers {
  readonly #numbers = new Map<string, Map<string, number>>();

  of(kind: string, text: string): number {
    const known = this.#numbers.get(kind) ?? new Map<string, number>();
    this.#numbers.set(kind, known);
    const number = known.get(text) ?? known.size + 1;
    known.set(text, number);
    return number;
  }
}

/** Gives labels numbers for values, the same wherever they are. */
class LabelRedaction {
  readonly #values = new TextNumbers();
  readonly #descriptors = new Map<MetricDescriptor, MetricDescriptor>();
  readonly #layouts = new Map<FrameLayout, FrameLayout>();

  /** Reads through, because a stored block inflates its columns one by one, when they are asked for. */
  block(block: ColumnBlock): FrameBlock {
    const { firstFrame, frames, slow } = block;
    const redacted = {
      layout: this.#layout(block.layout),
      slow: slow && { ...slow, layout: this.#layout(slow.layout) },
      firstFrame,
      frames,
      column: (index: number) => columnOf(block, index),
      get timeMs() {
        return block.timeMs;
      },
      get intervalMs() {
        return block.intervalMs;
      },
      get gap() {
        return block.gap;
      },
      get columns() {
        return block.columns;
      },
      get min() {
        return block.min;
      },
      get max() {
        return block.max;
      },
    };
    return redacted;
  }

  descriptor(descriptor: MetricDescriptor): MetricDescriptor {
    const known = this.#descriptors.get(descriptor);
    if (known !== undefined) return known;
    const { namespace, name, labels } = descriptor.id;
    const numbered = Object.entries(labels).map(([label, value]) => [label, String(this.#values.of(label, value))]);
    const redacted = { ...descriptor, id: metricId(namespace, name, Object.fromEntries(numbered)) };
    this.#descriptors.set(descriptor, redacted);
    return redacted;
  }

  #layout(layout: FrameLayout): FrameLayout {
    const known = this.#layouts.get(layout);
    if (known !== undefined) return known;
    const columns = layout.columns.map((column) => {
      if (column === null) return null;
      const descriptor = this.descriptor(column.descriptor);
      const part = column.key.slice(formatMetricId(column.descriptor.id).length);
      return { key: formatMetricId(descriptor.id) + part, descriptor };
    });
    const redacted = { columns };
    this.#layouts.set(layout, redacted);
    return redacted;
  }
}
