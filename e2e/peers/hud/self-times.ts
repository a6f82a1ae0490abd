import type { CDPSession } from '@playwright/test';
import { sampleAllocations } from '../bench-page.ts';
import type { TraceEvent } from '../trace.ts';
import { sourceNames } from './source-names.ts';

/** Time, or memory, by name: each without what is told under another name. */
export type Shares = ReadonlyMap<string, number>;

/** The thread's time in each kind of event without those inside of it, in µs. */
export function eventSelfTimes(events: readonly TraceEvent[]): Shares {
  const self = new Map<string, number>();
  const add = (name: string, us: number) => self.set(name, (self.get(name) ?? 0) + us);
  const open: TraceEvent[] = [];
  const endOf = ({ ts, dur = 0 }: TraceEvent) => ts + dur;
  const nested = events.filter(({ ph }) => ph === 'X').toSorted((a, b) => a.ts - b.ts || endOf(b) - endOf(a));
  for (const event of nested) {
    while (open.length > 0 && endOf(open.at(-1) as TraceEvent) <= event.ts) open.pop();
    const outer = open.at(-1);
    const { tdur = 0 } = event;
    add(event.name, tdur);
    if (outer !== undefined) add(outer.name, -tdur);
    open.push(event);
  }
  return self;
}

/** The time in each function while `work` is done, by samples of 0.1 ms; in µs of the wall's clock, waiting included, idling not. */
export async function functionSelfTimes(session: CDPSession, work: () => Promise<unknown>): Promise<Shares> {
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: 100 });
  await session.send('Profiler.start');
  await work();
  const { profile } = await session.send('Profiler.stop');
  const nameOf = sourceNames();
  const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const self = new Map<string, number>();
  for (const [k, id] of (profile.samples ?? []).entries()) {
    const name = names.get(id) ?? '';
    if (name === '(idle)') continue;
    self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas?.[k] ?? 0));
  }
  return self;
}

/** The bytes that each function allocates while `work` is done, collected since or not; with its caller, for many are built in. */
export async function functionBytes(session: CDPSession, work: () => Promise<unknown>): Promise<Shares> {
  const profile = await sampleAllocations(session, work);
  const nameOf = sourceNames();
  const self = new Map<string, number>();
  type Node = (typeof profile)['head'];
  const visit = ({ callFrame, selfSize, children }: Node, caller: string) => {
    const own = nameOf(callFrame);
    const name = callFrame.url === '' ? `${own} ← ${caller}` : own;
    if (selfSize > 0) self.set(name, (self.get(name) ?? 0) + selfSize);
    for (const child of children) visit(child, callFrame.url === '' ? caller : own);
  };
  visit(profile.head, '');
  return self;
}
