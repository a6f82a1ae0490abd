// npm run bench:hud: what the HUD costs a page, beside other overlays in the same run, and what is to be reached. Its environment may ask for less or more:
//   HUD_PARTS=hidden,webgl,switch,engines,open,timeline,size   which parts; default all
//   HUD_ROUNDS=4      rounds of every comparison; three quarters on the pages of engines, half of the hidden HUD's
//   HUD_PROFILE=graph nothing of that, but where the main thread's time goes in that state
import { launchBrowser } from './bench-page.ts';
import { engineParts } from './hud/engine-part.ts';
import { hiddenPart } from './hud/hidden-part.ts';
import { openingPart } from './hud/opening-part.ts';
import { printProfile } from './hud/profile.ts';
import { type Part, printPart, writeParts } from './hud/row.ts';
import { sizePart } from './hud/size-part.ts';
import { timelinePart } from './hud/timeline-part.ts';
import { webGlPart, webGlSwitchPart } from './hud/webgl-part.ts';

const rounds = Number(process.env.HUD_ROUNDS ?? 4);
const partOfRounds = (part: number) => Math.max(1, Math.ceil(rounds * part));

const browser = await launchBrowser();
const parts: Readonly<Record<string, () => Promise<readonly Part[]>>> = {
  hidden: async () => [await hiddenPart(browser, partOfRounds(0.5))],
  webgl: async () => [await webGlPart(browser, rounds)],
  switch: async () => [await webGlSwitchPart(browser, rounds)],
  engines: () => engineParts(browser, partOfRounds(0.75)),
  open: async () => [await openingPart(browser, 2 * rounds)],
  timeline: async () => [await timelinePart(browser)],
  size: async () => [await sizePart(browser)],
};
try {
  if (process.env.HUD_PROFILE) await printProfile(browser, process.env.HUD_PROFILE);
  else await runParts((process.env.HUD_PARTS ?? Object.keys(parts).join()).split(','));
} finally {
  await browser.close();
}

async function runParts(wanted: readonly string[]): Promise<void> {
  const done: Part[] = [];
  for (const name of wanted) {
    const part = Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part === undefined)
      throw new RangeError(`Cannot run HUD_PARTS: "${name}" must be one of ${Object.keys(parts).join(', ')}`);
    const startMs = performance.now();
    const found = await part();
    found.forEach(printPart);
    console.log(`  (${name}: ${((performance.now() - startMs) / 1000).toFixed(0)} s)`);
    done.push(...found);
  }
  writeParts(browser, done, { rounds });
}
