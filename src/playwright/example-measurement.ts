import type { MetricsRegistry } from '../metrics/index.ts';
import { createExamplePage } from '../sessions/example-session.ts';
import { parseSnapshot } from '../sessions/index.ts';
import { type Measurement, measurementOf } from './measurement.ts';

/**
 * Measures 60 frames, numbered from 0, of a page that has run 3,000 before, numbered from -3000; for tests. The session begins with frame -20.
 *
 * @param register registers metrics; what it gives runs in each frame
 */
export async function measureExample(
  register: (registry: MetricsRegistry) => (frame: number) => void,
): Promise<Measurement> {
  const page = createExamplePage();
  const update = register(page.metrics.registry);
  const run = (from: number, to: number) => {
    for (let frame = from; frame < to; frame++) {
      update(frame);
      page.run(1);
    }
  };
  run(-3000, -20);
  await page.sessions.start({ name: 'measured' });
  run(-20, 0);
  const close = page.frames.eventLog.section('measurement', page.nowMs(), page.nowMs);
  run(0, 60);
  close();
  await page.sessions.stop();
  return measurementOf(parseSnapshot(await (await page.sessions.export()).text()), 'measurement');
}
