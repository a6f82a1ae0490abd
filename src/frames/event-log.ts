import type { FrameEvent } from './frame-source.ts';

/** Marks and sections kept: the oldest go first, so that a host that marks every frame cannot fill the memory. */
const CAPACITY = 4096;

/** Marks and sections on the clock of the frames. */
export class EventLog {
  readonly events: FrameEvent[] = [];

  mark(name: string, timeMs: number, detail?: unknown): void {
    this.add({ kind: 'mark', name, timeMs, ...(detail !== undefined && { detail }) });
  }

  /** Opens a section; what it gives closes it, once. Sections may overlap. */
  section(name: string, timeMs: number, now: () => number): () => void {
    let event: FrameEvent = { kind: 'section', name, timeMs, durationMs: Number.NaN };
    this.add(event);
    return () => {
      const index = this.events.indexOf(event);
      if (index < 0 || !Number.isNaN(event.durationMs)) return;
      event = { ...event, durationMs: now() - timeMs };
      this.events[index] = event;
    };
  }

  private add(event: FrameEvent): void {
    this.events.push(event);
    if (this.events.length > CAPACITY) this.events.splice(0, CAPACITY / 16);
  }
}
