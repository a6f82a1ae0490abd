import { LEVEL_NAMES, limitsText, type MetricLevel } from '../parts/metric-level.ts';
import type { MetricEntry } from './metric-entries.ts';
import { SILENT_MS } from './metric-line.ts';

/** Whether a value has been the same for `SILENT_MS` as long as it is looked at: for metrics without history. */
export function createSilence(): (value: number, nowMs: number) => boolean {
  let last = Number.NaN;
  let sinceMs = 0;
  return (value, nowMs) => {
    if (value !== last) sinceMs = nowMs;
    last = value;
    return nowMs - sinceMs > SILENT_MS;
  };
}

/** Shows how a metric is: by the look of its row, by a mark that is read aloud, and in the words under the pointer. */
export function createRowState(
  { key, descriptor }: Pick<MetricEntry, 'key' | 'descriptor'>,
  line: HTMLElement | null,
  mark: HTMLElement | null,
): (level: MetricLevel, isSilent: boolean) => void {
  const about = [key, descriptor.description, limitsText(descriptor)].filter((text) => text !== '').join('\n');
  let shown: MetricLevel | null = null;
  let isShownSilent = false;
  return (level, isSilent) => {
    if (line === null || mark === null || (level === shown && isSilent === isShownSilent)) return;
    shown = level;
    isShownSilent = isSilent;
    const silent = isSilent ? `Unchanged for more than ${SILENT_MS / 1000} s` : '';
    const states = [LEVEL_NAMES[level], silent].filter((text) => text !== '');
    line.title = [...states, about].join('\n');
    line.classList.toggle('silent', isSilent && level === '');
    line.dataset.level = mark.dataset.level = level;
    if (states.length > 0) {
      mark.setAttribute('role', 'img');
      mark.setAttribute('aria-label', states.join(', '));
    } else for (const name of ['role', 'aria-label']) mark.removeAttribute(name);
  };
}
