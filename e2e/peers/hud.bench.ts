// npm run bench:hud: what an open HUD adds to the main thread of a page, beside other overlays in the same run. Fresh pages, the
// tools interleaved over the rounds; each row is the median round, less that of the same page without any tool.
import { writeFileSync } from 'node:fs';
import { garbageBytes, launchBrowser, mainThreadMs, median, onBenchPage } from './bench-page.ts';

const ROUNDS = 5;
// In the first ten seconds of a page its code is still being compiled and optimised, that of the tools, too.
const WARMUP_FRAMES = 600;
const FRAMES = 300;
const tools = ['none', 'collector', 'compact', 'graph', 'panel', 'stats-gl', 'three stats'];

const browser = await launchBrowser();
const times = new Map(tools.map((tool) => [tool, [] as number[]]));
const garbage = new Map<string, number>();
try {
  for (let round = 0; round < ROUNDS; round++) {
    // Every other round backwards, so that a drift of the machine hits all alike.
    for (const tool of round % 2 === 0 ? tools : tools.toReversed()) {
      const ms = await onBenchPage(browser, `tool=${tool}`, WARMUP_FRAMES, (page, session) =>
        mainThreadMs(page, session, FRAMES),
      );
      times.get(tool)?.push(ms);
    }
  }
  for (const tool of tools) {
    garbage.set(
      tool,
      await onBenchPage(browser, `tool=${tool}`, WARMUP_FRAMES, (page, session) => garbageBytes(page, session, FRAMES)),
    );
  }
  const base = median(times.get('none') ?? []);
  const baseGarbage = garbage.get('none') ?? Number.NaN;
  const added = (tool: string) => median(times.get(tool) ?? []) - base;
  const peer = added('stats-gl');
  const rows = tools.slice(1).map((tool) => ({
    case: tool,
    value: added(tool),
    unit: 'ms/frame',
    ratio: added(tool) / peer,
    peer: 'stats-gl',
    garbageBytesPerFrame: (garbage.get(tool) ?? Number.NaN) - baseGarbage,
  }));
  console.log(
    `Main-thread time of the page without any tool: ${base.toFixed(3)} ms/frame, ${Math.round(baseGarbage)} B/frame`,
  );
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.case,
        {
          'added ms/frame': Number(row.value.toFixed(3)),
          '÷ stats-gl': Number(row.ratio.toFixed(2)),
          'rounds ms/frame': (times.get(row.case) ?? []).map((ms) => (ms - base).toFixed(3)).join(' '),
          'garbage B/frame': Math.round(row.garbageBytesPerFrame),
        },
      ]),
    ),
  );
  const environment = { browser: browser.version(), node: process.version, rounds: ROUNDS, frames: FRAMES, base };
  writeFileSync('bench-results/hud.json', `${JSON.stringify({ name: 'hud', environment, rows }, null, 2)}\n`);
} finally {
  await browser.close();
}
