import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { CDPSession } from '@playwright/test';
import type { TraceEvent } from '../trace.ts';

/** Time by name, each without what is told under another name. */
export type SelfTimes = ReadonlyMap<string, number>;

/** The thread's time in each kind of event without those inside of it, in µs. */
export function eventSelfTimes(events: readonly TraceEvent[]): SelfTimes {
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

/** The time in each JavaScript function while `work` is done, by samples of 0.1 ms; in µs. By the wall's clock, waiting included. */
export async function functionSelfTimes(session: CDPSession, work: () => Promise<unknown>): Promise<SelfTimes> {
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
    self.set(name, (self.get(name) ?? 0) + (profile.timeDeltas?.[k] ?? 0));
  }
  return self;
}

interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

/** Names functions by the file and line of their source, which the source maps of dist/ know. */
function sourceNames(): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (url: string) => {
    const file = `${/\/(dist\/[^?]+)/.exec(url)?.[1]}.map`;
    if (!maps.has(file))
      maps.set(file, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null);
    return maps.get(file);
  };
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const entry = mapOf(url)?.findEntry(lineNumber, columnNumber);
    if (entry === undefined || !('originalSource' in entry))
      return `${functionName || '(anonymous)'} ${url.split('/').at(-1)?.replace(/\?.*/, '')}:${lineNumber + 1}`;
    const file = entry.originalSource.replace(/^(\.\.\/)+/, '');
    return `${entry.name ?? functionName} ${file}:${entry.originalLine + 1}`;
  };
}
