import { type FrameEvent, isProbeEvent, type ProbeEvent } from './frame-source.ts';

/** Events kept, so that a host that marks every frame cannot fill the memory. */
const CAPACITY = 4096;
/** How many go at once when there are more. */
const EVICTED = CAPACITY / 16;

/** Marks, sections and what probes saw, on the clock of the frames. */
export class EventLog {
  readonly events: FrameEvent[] = [];

  mark(name: string, timeMs: number, detail?: unknown): void {
    this.#add({ kind: 'mark', name, timeMs, ...(detail !== undefined && { detail }) });
  }

  /** What Framescope itself has to say of a moment. */
  note(name: string, timeMs: number): void {
    this.#add({ kind: 'note', name, timeMs });
  }

  /** Opens a section; what it gives closes it, once. Sections may overlap. */
  section(name: string, timeMs: number, now: () => number): () => void {
    let event: FrameEvent = { kind: 'section', name, timeMs, durationMs: Number.NaN };
    this.#add(event);
    return () => {
      const index = this.events.indexOf(event);
      if (index < 0 || !Number.isNaN(event.durationMs)) return;
      event = { ...event, durationMs: now() - timeMs };
      this.events[index] = event;
    };
  }

  /** Takes what a probe saw, which may be over for a while: probes' events are not in the order of their times. */
  record(event: ProbeEvent): void {
    this.#add(event);
  }

  #add(event: FrameEvent): void {
    this.events.push(event);
    if (this.events.length > CAPACITY) this.#evict();
  }

  /**
   * Lets the oldest events of probes go first: a slow page makes them without end. Then go marks, for a section is what statistics
   * are asked of. Then go sections that a newer one of their name has taken the place of, then those that are over, and open ones last.
   */
  #evict(): void {
    let left = EVICTED;
    let kept = this.events.filter((event) => !isProbeEvent(event) || left-- <= 0);
    left = EVICTED - (this.events.length - kept.length);
    kept = kept.filter(({ kind }) => kind === 'section' || left-- <= 0);
    if (left > 0) {
      const newest = new Map(kept.map((event) => [event.name, event]));
      const rankOf = (event: FrameEvent) =>
        Number.isNaN(event.durationMs) ? 2 : newest.get(event.name) === event ? 1 : 0;
      const gone = new Set([...kept].sort((a, b) => rankOf(a) - rankOf(b)).slice(0, left));
      kept = kept.filter((event) => !gone.has(event));
    }
    this.events.splice(0, this.events.length, ...kept);
  }
}
