import type * as Package from '../../../src/index.ts';

/** A tool over the scene of a page, or none: what it does around each frame besides what it does by itself. */
export interface Tool {
  beforeFrame?(): void;
  afterFrame?(): void;
  /** Takes what is measured of it off the page, and has it back; the HUD of a Framescope alone. It is on at first. */
  setOn?(isOn: boolean): unknown;
}

/** A tool with an element of its own, which is off while that is not on the page and nothing of it is called. */
export function switchable(
  element: HTMLElement,
  { beforeFrame, afterFrame }: Pick<Tool, 'beforeFrame' | 'afterFrame'>,
): Tool {
  let isOn = true;
  return {
    beforeFrame() {
      if (isOn) beforeFrame?.();
    },
    afterFrame() {
      if (isOn) afterFrame?.();
    },
    setOn(next) {
      isOn = next;
      if (isOn) document.body.append(element);
      else element.remove();
    },
  };
}

/** Starts a tool that does not know the page's engine. */
export type StartTool = () => Promise<Tool>;

declare global {
  /** What the benchmarks read of the page. */
  var bench: {
    frames: number;
    /** Of the tool. */
    setOn?: Tool['setOn'];
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
