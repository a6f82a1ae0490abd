import type * as Package from '../../../src/index.ts';

/** A tool over the scene of a page, or none: what it does around each frame besides what it does by itself. */
export interface Tool {
  beforeFrame?(): void;
  afterFrame?(): void;
}

/** Starts a tool that does not know the page's engine. */
export type StartTool = () => Promise<Tool>;

declare global {
  /** What the benchmarks read of the page. */
  var bench: {
    frames: number;
    scope: Package.Framescope;
    /** Main-thread time of recording and submitting, of the last frames, in ms; on the pages of the probes. */
    submissionMs?: Float64Array;
  };
}

/** The entry of a table that a parameter of the address names. */
export function chosen<T>(table: Readonly<Record<string, T>>, parameter: string, fallback?: string): T {
  const name = new URLSearchParams(location.search).get(parameter) ?? fallback ?? '';
  const entry = Object.hasOwn(table, name) ? table[name] : undefined;
  if (entry !== undefined) return entry;
  const known = Object.keys(table).join(', ');
  throw new RangeError(`Cannot run the page: "${parameter}" must be one of ${known}, current value is "${name}"`);
}
