import type { Browser, CDPSession, Page } from '@playwright/test';
import { onBenchPage, passFrames } from '../bench-page.ts';
import { traceMainThread } from '../trace.ts';
import { eventSelfTimes, functionBytes, functionSelfTimes, type Shares } from './self-times.ts';

const WARMUP_FRAMES = 600;
const FRAMES = 600;
const BASES = ['none', 'collector'];

/** What is taken while `work` is done. */
type Take = (page: Page, session: CDPSession, work: () => Promise<void>) => Promise<Shares>;

/** What is told: less of it than `least` a frame is not. */
const VIEWS = (browser: Browser): readonly { title: string; least: number; take: Take }[] => [
  {
    title: 'By event of the trace, µs a frame of the thread’s own time, without what is inside of it',
    least: 2,
    take: async (page, _, work) => eventSelfTimes(await traceMainThread(browser, page, work)),
  },
  {
    title: 'By function, µs a frame of the wall’s time',
    least: 1,
    take: (_, session, work) => functionSelfTimes(session, work),
  },
  {
    title: 'Allocated by function, bytes a frame',
    least: 20,
    take: (_, session, work) => functionBytes(session, work),
  },
];

/** Prints where the main thread's time and memory go in a state of the WebGL page, beside the pages that it is measured against. */
export async function printProfile(browser: Browser, state: string): Promise<void> {
  const states = [...new Set([...BASES, state])];
  for (const { title, least, take } of VIEWS(browser)) {
    const shares: Shares[] = [];
    for (const each of states) shares.push(await sharesOfFrame(browser, each, take));
    print(title, states, shares, least);
  }
}

async function sharesOfFrame(browser: Browser, state: string, take: Take): Promise<Shares> {
  return onBenchPage(browser, `tool=${encodeURIComponent(state)}`, WARMUP_FRAMES, async (page, session) => {
    let passed = 0;
    const shares = await take(page, session, async () => {
      passed = await passFrames(page, FRAMES);
    });
    return new Map([...shares].map(([name, value]) => [name, value / passed]));
  });
}

function print(title: string, states: readonly string[], shares: readonly Shares[], least: number): void {
  const last = shares.at(-1) as Shares;
  const names = [...new Set(shares.flatMap((one) => [...one.keys()]))]
    .filter((name) => shares.some((one) => (one.get(name) ?? 0) >= least))
    .sort((a, b) => (last.get(b) ?? 0) - (last.get(a) ?? 0));
  const line = (cells: readonly string[], name: string) =>
    console.log(`  ${cells.map((cell) => cell.padStart(11)).join('')}  ${name}`);
  const values = (read: (one: Shares) => number) => shares.map((one) => read(one).toFixed(1));
  console.log(`\n${title}`);
  line(states, '');
  for (const name of names)
    line(
      values((one) => one.get(name) ?? 0),
      name,
    );
  line(
    values((one) => [...one.values()].reduce((sum, value) => sum + value, 0)),
    'all',
  );
}
