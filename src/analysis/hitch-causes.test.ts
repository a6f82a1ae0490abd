import { describe, expect, it } from 'vitest';
import { type HitchEvent, type HitchInput, hitchCauses } from './hitch-causes.ts';

/** 60 frames of 10 ms with a hitch of 100 ms that begins at 300 ms, and one that begins at 700 ms. */
function framesWith(given: Partial<HitchInput> = {}): HitchInput {
  const intervals = Array<number>(92).fill(10);
  intervals[30] = 100;
  intervals[61] = 100;
  let timeMs = 0;
  const missing = intervals.map(() => Number.NaN);
  return {
    intervals,
    endMs: intervals.map((interval) => (timeMs += interval)),
    cpuMs: missing,
    gpuMs: missing,
    compileMs: missing,
    collectionsMs: [],
    events: [],
    ...given,
  };
}

/** A column that has a value in the first hitch. */
const firstHitch = (value: number) => Array.from({ length: 92 }, (_, k) => (k === 30 ? value : 1));
const longFrame = (name: string, timeMs: number, durationMs: number, scripts: unknown): HitchEvent => ({
  kind: 'long-frame',
  name,
  timeMs,
  durationMs,
  detail: { scripts },
});
const causesOf = (given: Partial<HitchInput>) => hitchCauses(framesWith(given)).map(({ cause }) => cause);

describe('hitchCauses', () => {
  it('lists the hitches with their time, and does not know what nothing explains', () => {
    expect(hitchCauses(framesWith())).toEqual([
      { index: 30, timeMs: 300, durationMs: 100, cause: 'unknown', causes: [] },
      { index: 61, timeMs: 700, durationMs: 100, cause: 'unknown', causes: [] },
    ]);
    expect(hitchCauses(framesWith({ intervals: [] }))).toEqual([]);
  });

  it('takes what was measured for at least half of it', () => {
    for (const [column, cause] of [
      ['compileMs', 'compile'],
      ['gpuMs', 'gpu'],
      ['cpuMs', 'script'],
    ] as const) {
      expect(causesOf({ [column]: firstHitch(50) })).toEqual([cause, 'unknown']);
      expect(causesOf({ [column]: firstHitch(49) })).toEqual(['unknown', 'unknown']);
    }
  });

  it('names the script of the long frame that ran longest', () => {
    const events = [
      longFrame('short', 300, 95, [{ durationMs: 51 }]),
      longFrame('spawnEnemies', 300, 95, [{ durationMs: 80 }, { durationMs: 10 }]),
      longFrame('elsewhere', 500, 95, [{ durationMs: 90 }]),
    ];
    const [first, second] = hitchCauses(framesWith({ events, cpuMs: firstHitch(90) }));
    expect(first?.causes).toEqual([{ kind: 'script', name: 'spawnEnemies', durationMs: 80 }]);
    expect(second?.cause).toBe('unknown');
  });

  it.each([
    undefined,
    null,
    'text',
    5,
    [],
    { scripts: 5 },
    { scripts: [] },
    { scripts: [null] },
    { scripts: [{ durationMs: '90' }] },
  ])('does not take a long frame whose detail is %j for a script', (detail) => {
    const events = [{ kind: 'long-frame', name: 'x', timeMs: 300, durationMs: 100, detail }];
    expect(causesOf({ events })).toEqual(['unknown', 'unknown']);
  });

  it('puts compiling before the script that it ran in, and what is measured before what is suspected', () => {
    const events: HitchEvent[] = [
      { kind: 'resize', name: 'canvas 100 × 100', timeMs: 350 },
      { kind: 'compile', name: 'water', timeMs: 310, durationMs: 70 },
    ];
    const [first] = hitchCauses(framesWith({ events, cpuMs: firstHitch(90), collectionsMs: [600] }));
    expect(first?.cause).toBe('compile');
    expect(first?.causes.map(({ kind, name }) => [kind, name])).toEqual([
      ['compile', 'water'],
      ['script', ''],
      ['resize', 'canvas 100 × 100'],
      ['gc', ''],
    ]);
  });

  it('suspects a resize within it, a load that ended in it or up to 250 ms before, a collection noticed up to 500 ms after it', () => {
    const load = (endMs: number): HitchEvent => ({ kind: 'load', name: '/a.bin', timeMs: 0, durationMs: endMs });
    const resize = (timeMs: number): HitchEvent => ({ kind: 'resize', name: 'canvas', timeMs });
    expect(causesOf({ events: [resize(299)] })).toEqual(['unknown', 'unknown']);
    expect(causesOf({ events: [resize(350)] })).toEqual(['resize', 'unknown']);
    for (const endMs of [50, 399]) expect(causesOf({ events: [load(endMs)] })).toEqual(['load', 'unknown']);
    for (const endMs of [49, 401]) expect(causesOf({ events: [load(endMs)] })).toEqual(['unknown', 'unknown']);
    expect(causesOf({ collectionsMs: [299] })).toEqual(['unknown', 'unknown']);
    expect(causesOf({ collectionsMs: [699] })).toEqual(['gc', 'unknown']);
    expect(causesOf({ collectionsMs: [1301] })).toEqual(['unknown', 'unknown']);
  });

  it('tells nothing of marks and sections', () => {
    const events = [
      { kind: 'section', name: 'level', timeMs: 0, durationMs: 1000 },
      { kind: 'mark', name: 'here', timeMs: 350 },
    ];
    expect(causesOf({ events })).toEqual(['unknown', 'unknown']);
  });
});
