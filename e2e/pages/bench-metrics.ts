// The cases of npm run bench:metrics, measured in a page.
import { measureUpdates, type UpdateTime } from '../peers/measure-updates.ts';
import { updateCases } from '../peers/update-cases.ts';

declare global {
  /** Measures all cases; the clock of an isolated page steps 5 µs, a two-hundredth of a round. */
  var measureMetrics: (rounds: number) => Promise<UpdateTime[]>;
}

const updates = updateCases();
globalThis.measureMetrics = (rounds) => measureUpdates(updates, rounds);
document.documentElement.dataset.ready = 'true';
