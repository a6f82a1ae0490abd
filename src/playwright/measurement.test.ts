import { describe, expect, it } from 'vitest';
import { createExamplePage } from '../sessions/example-session.ts';
import { parseSnapshot } from '../sessions/index.ts';
import { measureExample } from './example-measurement.ts';
import { measurementOf } from './measurement.ts';

/** A session of 60 frames, the last 40 of them its section `measurement`, in which the page marks what it draws. */
async function record({ marks = 0 } = {}) {
  const page = createExamplePage();
  await page.sessions.start({ name: 'measured' });
  page.run(20);
  const close = page.frames.eventLog.section('measurement', page.nowMs(), page.nowMs);
  for (let k = 0; k < 40; k++) {
    page.run(1);
    for (let n = 0; n < marks; n++) page.frames.eventLog.mark('draw', page.nowMs());
  }
  close();
  await page.sessions.stop();
  return parseSnapshot(await (await page.sessions.export()).text());
}

describe('measurementOf', () => {
  it('gives statistics and metrics of the same frames, however much the page marks', async () => {
    for (const marks of [0, 200]) {
      const { stats, metric } = measurementOf(await record({ marks }), 'measurement');
      expect(stats.frames).toBe(40);
      expect(metric('engine:rendering.draw_calls').count).toBe(40);
    }
  });

  it('takes metrics of the frames of the statistics, also where the section begins in the ms in which a frame does', async () => {
    const measurement = await measureExample((registry) => {
      const number = registry.registerGauge('game', 'number');
      return (frame) => number.set(frame);
    });
    expect(measurement.metric('game:number')).toMatchObject({ count: measurement.stats.frames, min: 0, max: 59 });
  });

  it('refuses a section that the session does not have, instead of measuring all of it', async () => {
    const session = await record();
    expect(() => measurementOf(session, 'level')).toThrow(
      'Cannot take statistics: section must be one of ["measurement"], current value is "level"',
    );
  });

  it('names the metric that the session does not have', async () => {
    const measurement = measurementOf(await record(), 'measurement');
    expect(() => measurement.metric('no:such')).toThrow('Cannot find metric "no:such" in the session');
  });
});
