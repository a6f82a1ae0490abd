import { type FrameEvent, isProbeEvent } from '../frames/frame-source.ts';
import { eventsBetween, eventToFile } from './session-events.ts';
import type { SessionRecord } from './session-record.ts';
import type { SnapshotEvent } from './snapshot-parts.ts';

/** Events of a record: a flush writes the records that changed again, the last one most often. */
const RECORD_EVENTS = 256;
/** Events of a session. What a page marks beyond that is left out, sections only beyond twice that, and what probes saw beyond half. */
const MAX_EVENTS = 2 ** 16;

interface EventRecord {
  readonly events: SnapshotEvent[];
  open: number;
  isChanged: boolean;
}

/**
 * Makes records of a session's events. The page's log forgets: what was taken once stays taken, and is made into data once.
 *
 *     log        … mark │ section ▸ open │ mark …         forgets the oldest
 *     records    n=0: 256 events, n=1: 256 events, …      only grow; an open section is replaced in its place
 */
export class EventWriter {
  readonly #id: string;
  readonly #fromMs: number;
  /** Those that may change: the last one, and those with an open section. */
  readonly #records = new Map<number, EventRecord>();
  readonly #taken = new WeakSet<FrameEvent>();
  /** Where the open sections are, by what does not change when they close. */
  readonly #open = new Map<string, [record: number, index: number][]>();
  #count = 0;
  /** Whether events were left out. */
  isFull = false;

  constructor(id: string, fromMs: number) {
    this.#id = id;
    this.#fromMs = fromMs;
  }

  /** The records of what is new in the log, up to a time. */
  take(log: readonly FrameEvent[], toMs: number): SessionRecord[] {
    const fresh = log.filter((event) => !this.#taken.has(event));
    for (const event of fresh) this.#taken.add(event);
    for (const event of eventsBetween(fresh, this.#fromMs, toMs)) this.#put(event);
    const changed: SessionRecord[] = [];
    for (const [n, record] of this.#records) {
      if (record.isChanged) changed.push([[this.#id, 'events', n], [...record.events]]);
      record.isChanged = false;
      if (record.events.length === RECORD_EVENTS && record.open === 0) this.#records.delete(n);
    }
    return changed;
  }

  #put(event: FrameEvent): void {
    const isSection = event.kind === 'section';
    const key = `${event.timeMs} ${String(event.name)}`;
    const isOpen = isSection && Number.isNaN(event.durationMs);
    const place = isSection && !isOpen ? this.#open.get(key)?.shift() : undefined;
    if (place !== undefined) {
      const record = this.#records.get(place[0]) as EventRecord;
      record.events[place[1]] = eventToFile(event);
      record.open--;
      record.isChanged = true;
      if (this.#open.get(key)?.length === 0) this.#open.delete(key);
      return;
    }
    if (this.#count >= MAX_EVENTS * (isSection ? 2 : isProbeEvent(event) ? 0.5 : 1)) {
      this.isFull = true;
      return;
    }
    const n = Math.floor(this.#count++ / RECORD_EVENTS);
    const record = this.#records.get(n) ?? { events: [], open: 0, isChanged: false };
    this.#records.set(n, record);
    record.events.push(eventToFile(event));
    record.isChanged = true;
    if (!isOpen) return;
    record.open++;
    this.#open.set(key, [...(this.#open.get(key) ?? []), [n, record.events.length - 1]]);
  }
}
