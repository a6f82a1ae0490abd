import { options } from 'preact';
import { originalKey } from '../shield-keys.ts';

/** Is told how long some work of a HUD took, in ms. */
export type WorkMeter = (durationMs: number) => void;

/** Of the HUDs that are shown, by the roots of their trees. */
const shown = new Map<Node, WorkMeter>();
/** That of the HUD whose work runs now. Work inside of work counts once, whichever HUD's it is. */
let running: WorkMeter | null = null;
let startMs = 0;

/** Measures what Preact does for what is in `root`, until what it gives is called: its event handlers, and renderings and effects. */
export function measurePreact(root: Node, meter: WorkMeter): () => void {
  const tree = root.getRootNode();
  shown.set(tree, meter);
  return () => void shown.delete(tree);
}

/** Runs and measures work. How long it took, in ms; 0 inside of other work. */
export function timeWork(meter: WorkMeter, run: () => void): number {
  if (running !== null) {
    run();
    return 0;
  }
  start(meter);
  let durationMs = 0;
  try {
    run();
  } finally {
    durationMs = end();
  }
  return durationMs;
}

function start(meter: WorkMeter): void {
  running = meter;
  startMs = performance.now();
}

function end(): number {
  const durationMs = performance.now() - startMs;
  const meter = running as WorkMeter;
  running = null;
  meter(durationMs);
  return durationMs;
}

/** What is to be rendered is that of the HUD whose work asks for it; where none does, as after a promise, of the one that was shown last. */
function later(run: () => void): void {
  const meter = running ?? [...shown.values()].at(-1);
  queueMicrotask(meter === undefined ? run : () => void timeWork(meter, run));
}

options.debounceRendering = later;
// Preact would run its effects in animation frames, which the frame probe takes for frames of the page.
options.requestAnimationFrame = later;
// Called right before a handler. The browser runs microtasks when that is over; a script that makes up an event goes on before them.
options.event = (event: Event) => {
  const isSent = event.isTrusted || originalKey(event) !== undefined;
  const meter = running === null && isSent ? shown.get((event.currentTarget as Node).getRootNode()) : undefined;
  if (meter !== undefined) {
    start(meter);
    queueMicrotask(end);
  }
  return event;
};
