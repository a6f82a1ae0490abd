import type { Page } from '@playwright/test';
import type {} from '../pages/sessions.ts';

const HALF_HOUR_FRAMES = 108_000;
const METRICS = 50;

declare global {
  /** Records so many frames more, as fast as the store takes them. */
  var recordFrames: (frames: number) => Promise<void>;
}

/**
 * Records two hours of 60 Hz and 50 metrics on the page of sessions, by a clock of its own. Every five seconds of it there is a
 * flush, and the next ones wait until what is due is compacted: only the store is as slow as it is.
 */
export async function recordTwoHours(page: Page): Promise<{ heapMb: number[]; largestChunk: number; bytes: number }> {
  const id = await page.evaluate(async (count) => {
    const { metrics, sessions, frames: history } = sessionsPage;
    // The page's own frames would lie between these.
    globalThis.requestAnimationFrame = () => 0;
    const gauges = Array.from({ length: count }, (_, k) => metrics.registry.registerGauge('long', `gauge_${k}`));
    const { id } = (await sessions.start({ name: 'Two hours' })).summary;
    let frame = 0;
    globalThis.recordFrames = async (frames) => {
      for (const end = frame + frames; frame < end; ) {
        // Counts, and times of whole µs, at random: nothing compresses worse.
        for (const [k, gauge] of gauges.entries())
          gauge.set(k % 2 === 0 ? Math.floor(Math.random() * 1000) : Math.floor(Math.random() * 9000) / 1000);
        const timeMs = 1e7 + Math.round(frame * 16_666.667) / 1000;
        metrics.updateFrame({ timeMs, frameTimeMs: 16.667, gap: 'none', cpuTimeMs: (frame % 300) / 100 });
        if (++frame % 300 > 0) continue;
        history.maintain();
        // Whatever changes a session that is recorded flushes it.
        await sessions.update(id, { pinned: true });
        while ((await sessionsPage.storedKeysOf(id, 'block')).length > 60)
          await new Promise((resolve) => setTimeout(resolve));
      }
    };
    return id;
  }, METRICS);
  const cdp = await page.context().newCDPSession(page);
  const heapMb: number[] = [];
  for (let half = 0; half < 4; half++) {
    await page.evaluate((frames) => recordFrames(frames), HALF_HOUR_FRAMES);
    await cdp.send('HeapProfiler.collectGarbage');
    // The arrays of frames lie outside V8's heap: an older browser does not tell of them here.
    const usage: { usedSize: number; backingStorageSize?: number } = await cdp.send('Runtime.getHeapUsage');
    heapMb.push((usage.usedSize + (usage.backingStorageSize ?? Number.NaN)) / 1e6);
  }
  return page.evaluate(
    async ({ id, heapMb }) => {
      const summary = await sessionsPage.sessions.stop();
      const chunks = await sessionsPage.storedChunkBytes(id);
      return { heapMb, largestChunk: Math.max(...chunks), bytes: summary?.bytes ?? Number.NaN };
    },
    { id, heapMb },
  );
}
