import { chromium } from '@playwright/test';
import { chromiumArgs } from '../configs/browser.mjs';
import type {} from '../pages/sessions.ts';

/** Kills the whole browser at a random moment while it records; gives what was lost, in ms, and whether all could be read. */
export async function killRound(profile: string, round: number): Promise<{ lostMs: number; damaged: number }> {
  const executablePath = process.env.FRAMESCOPE_CHROMIUM;
  const launch = () =>
    chromium.launchPersistentContext(profile, { args: chromiumArgs, ...(executablePath && { executablePath }) });
  const context = await launch();
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/sessions.html`);
  await page.waitForSelector('html[data-ready="true"]', { state: 'attached' });
  let lastMs = 0;
  await page.exposeFunction('tell', (timeMs: number) => {
    lastMs = timeMs;
  });
  const id = await page.evaluate(async () => {
    const session = await sessionsPage.sessions.start({ name: 'Killed' });
    const { frames } = sessionsPage;
    const time = new Float64Array(1);
    const tell = () => {
      frames.read('time', frames.endFrame - 1, frames.endFrame, time);
      (globalThis as unknown as { tell(ms: number): void }).tell(time[0] as number);
      requestAnimationFrame(tell);
    };
    tell();
    return session.summary.id;
  });
  // Another moment of the flushes each round, and of the blocks.
  const frames = 90 + ((round * 23) % 270);
  await page.waitForFunction((count) => (sessionsPage.sessions.current?.frames.endFrame ?? 0) >= count, frames);
  const { pid } = (await context
    .browser()
    ?.newBrowserCDPSession()
    .then(async (cdp) => {
      const { processInfo } = await cdp.send('SystemInfo.getProcessInfo');
      return { pid: processInfo.find(({ type }) => type === 'browser')?.id as number };
    })) ?? { pid: Number.NaN };
  const toldMs = lastMs;
  process.kill(pid, 'SIGKILL');
  await context.close().catch(() => undefined);

  const again = await launch();
  try {
    const witness = again.pages()[0] ?? (await again.newPage());
    await witness.goto(`${process.env.FRAMESCOPE_URL}e2e-pages/sessions.html`);
    await witness.waitForSelector('html[data-ready="true"]', { state: 'attached' });
    return await witness.evaluate(
      async ({ id, toldMs }) => {
        await sessionsPage.sessions.recover();
        const session = await sessionsPage.sessions.open(id);
        const { firstFrame, endFrame } = session.frames;
        const time = new Float64Array(endFrame - firstFrame);
        session.frames.read('time', firstFrame, endFrame, time);
        // A frame that is missing or not behind the one before would be a block that was lost or damaged.
        const damaged = time.filter((ms, k) => !(k === 0 || ms > (time[k - 1] as number))).length;
        return { lostMs: toldMs - (time.at(-1) ?? Number.NaN), damaged };
      },
      { id, toldMs },
    );
  } finally {
    await again.close();
  }
}
