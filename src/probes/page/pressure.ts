import type { PageProbe } from './page-probe.ts';

const STATES = ['nominal', 'fair', 'serious', 'critical'];

/** The Compute Pressure API, which no library of types has yet. */
interface PressureObserver {
  observe(source: 'cpu', options: { sampleInterval: number }): Promise<void>;
  disconnect(): void;
}
type PressureObserverClass = new (
  onRecords: (records: readonly { readonly state: string }[]) => void,
) => PressureObserver;

/** How hard the machine's processors work, by what the browser says. */
export function startPressureProbe(probe: PageProbe): void {
  const { view } = probe.options;
  const pressure = probe.metric('gauge', 'pressure.cpu', {
    unit: 'level',
    description: 'Load of the whole machine: 0 nominal, 1 fair, 2 serious, 3 critical',
    better: 'lower',
  });
  const { PressureObserver } = view as { PressureObserver?: PressureObserverClass };
  if (PressureObserver === undefined) {
    probe.say('unsupported', 'There is no Compute Pressure here: the browser lacks it, or the page is not secure');
    return;
  }
  probe.say('pending', 'The browser has not told of the load yet');
  const observer = new PressureObserver(
    probe.guard((records) => {
      const level = STATES.indexOf(records.at(-1)?.state ?? '');
      if (level < 0) return;
      pressure.set(level);
      probe.ready();
    }),
  );
  probe.onStop(() => observer.disconnect());
  observer.observe('cpu', { sampleInterval: 1000 }).catch(
    // A page may forbid it by its permissions policy, and a machine may not tell.
    probe.guard((error) => probe.say('unsupported', `The browser refuses to tell the load: ${String(error)}`)),
  );
}
