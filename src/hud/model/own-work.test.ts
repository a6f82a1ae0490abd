import { options } from 'preact';
import { describe, expect, it } from 'vitest';
import { measurePreact, timeWork } from './own-work.ts';

/** A HUD that lists what it was told of, and the root of its tree. */
function createMeter() {
  const told: number[] = [];
  const root = { getRootNode: () => root } as Node;
  return { told, root, meter: (durationMs: number) => void told.push(durationMs) };
}

describe('timeWork', () => {
  it('tells of work once, whatever runs inside of it, and of work that throws', () => {
    const outer = createMeter();
    const inner = createMeter();
    timeWork(outer.meter, () => expect(timeWork(inner.meter, () => undefined)).toBe(0));
    const fail = () => {
      throw new Error('broken');
    };
    expect(() => timeWork(outer.meter, fail)).toThrow('broken');
    expect([outer.told.length, inner.told.length]).toEqual([2, 0]);
  });
});

describe('measurePreact', () => {
  it('tells of a rendering the HUD whose work asked for it, and else the one that was shown last', async () => {
    const [first, last] = [createMeter(), createMeter()];
    const stops = [first, last].map(({ root, meter }) => measurePreact(root, meter));
    timeWork(first.meter, () => options.debounceRendering?.(() => undefined));
    await Promise.resolve();
    expect([first.told.length, last.told.length]).toEqual([2, 0]);
    options.requestAnimationFrame?.(() => undefined);
    await Promise.resolve();
    expect([first.told.length, last.told.length]).toEqual([2, 1]);
    for (const stop of stops) stop();
    let hasRun = false;
    options.debounceRendering?.(() => {
      hasRun = true;
    });
    await Promise.resolve();
    expect([hasRun, first.told.length, last.told.length]).toEqual([true, 2, 1]);
  });

  it('tells of a handler the HUD that it is in, and of no event that a script makes up', async () => {
    const [first, last] = [createMeter(), createMeter()];
    const stops = [first, last].map(({ root, meter }) => measurePreact(root, meter));
    const handle = (isTrusted: boolean) => options.event?.({ isTrusted, currentTarget: first.root } as never);
    handle(false);
    handle(true);
    await Promise.resolve();
    expect([first.told.length, last.told.length]).toEqual([1, 0]);
    for (const stop of stops) stop();
  });
});
