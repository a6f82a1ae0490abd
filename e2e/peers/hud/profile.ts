import type { Browser, CDPSession, Page } from '@playwright/test';
import { onBenchPage, passFrames } from '../bench-page.ts';
import { traceMainThread } from '../trace.ts';
import { eventSelfTimes, functionSelfTimes, type SelfTimes } from './self-times.ts';

const WARMUP_FRAMES = 600;
const FRAMES = 600;
const BASES = ['none', 'collector'];
/** What takes less is not told, in µs a frame. */
const LEAST_EVENT_US = 2;
const LEAST_FUNCTION_US = 1;

/** Prints where the main thread's time goes in a state of the WebGL page, in µs a frame, beside the pages that it is measured against. */
export async function printProfile(browser: Browser, state: string): Promise<void> {
  const states = [...new Set([...BASES, state])];
  const events = await ofEach(browser, states, async (page) => {
    let passed = 0;
    const trace = await traceMainThread(browser, page, async () => {
      passed = await passFrames(page, FRAMES);
    });
    return { times: eventSelfTimes(trace), passed };
  });
  print('By event of the trace, the thread’s own time without what is inside of it', states, events, LEAST_EVENT_US);
  const functions = await ofEach(browser, states, async (page, session) => {
    let passed = 0;
    const times = await functionSelfTimes(session, async () => {
      passed = await passFrames(page, FRAMES);
    });
    return { times, passed };
  });
  print('By function, samples of the wall’s time', states, functions, LEAST_FUNCTION_US);
}

/** Self times of each state, a frame. */
async function ofEach(
  browser: Browser,
  states: readonly string[],
  measure: (page: Page, session: CDPSession) => Promise<{ times: SelfTimes; passed: number }>,
): Promise<SelfTimes[]> {
  const found: SelfTimes[] = [];
  for (const state of states) {
    const { times, passed } = await onBenchPage(browser, `tool=${encodeURIComponent(state)}`, WARMUP_FRAMES, measure);
    found.push(new Map([...times].map(([name, us]) => [name, us / passed])));
  }
  return found;
}

function print(title: string, states: readonly string[], times: readonly SelfTimes[], leastUs: number): void {
  const last = times.at(-1) as SelfTimes;
  const names = [...new Set(times.flatMap((one) => [...one.keys()]))]
    .filter((name) => times.some((one) => (one.get(name) ?? 0) >= leastUs))
    .filter((name) => name !== '(idle) :0')
    .sort((a, b) => (last.get(b) ?? 0) - (last.get(a) ?? 0));
  const line = (cells: readonly string[], name: string) =>
    console.log(`  ${cells.map((cell) => cell.padStart(10)).join('')}  ${name}`);
  console.log(`\n${title}; µs a frame`);
  line(states, '');
  for (const name of names)
    line(
      times.map((one) => (one.get(name) ?? 0).toFixed(1)),
      name,
    );
  const sum = (one: SelfTimes) => [...one].reduce((all, [name, us]) => all + (name === '(idle) :0' ? 0 : us), 0);
  line(
    times.map((one) => sum(one).toFixed(1)),
    'all',
  );
}
