import { describe, expect, it } from 'vitest';
import { eventFromFile, eventsBetween, eventToFile } from './session-events.ts';

const mark = { kind: 'mark', name: 'm', timeMs: 5 } as const;

describe('eventsBetween', () => {
  it('takes what lies in the span at least in part', () => {
    const section = (timeMs: number, durationMs: number) =>
      ({ kind: 'section', name: 's', timeMs, durationMs }) as const;
    const taken = (event: Parameters<typeof eventsBetween>[0][number]) => eventsBetween([event], 10, 20).length === 1;
    expect([9, 10, 20, 21].map((timeMs) => taken({ ...mark, timeMs }))).toEqual([false, true, true, false]);
    expect([section(0, 9), section(0, 10), section(15, 100), section(21, 1)].map(taken)).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect([section(0, Number.NaN), section(21, Number.NaN)].map(taken)).toEqual([true, false]);
  });
});

describe('eventToFile', () => {
  it('writes the duration of an open section as null, and reads it as NaN again', () => {
    const open = { kind: 'section', name: 's', timeMs: 1, durationMs: Number.NaN } as const;
    expect(eventToFile(open)).toEqual({ ...open, durationMs: null });
    expect(eventFromFile(eventToFile(open))).toEqual(open);
  });

  it('keeps as much of a detail as JSON does', () => {
    const cyclic: { self?: unknown } = {};
    cyclic.self = cyclic;
    const throwing = {
      toJSON() {
        throw new Error('no');
      },
    };
    const details: [detail: unknown, kept: unknown][] = [
      [{ a: [1, 'x', null] }, { a: [1, 'x', null] }],
      [new Date(0), '1970-01-01T00:00:00.000Z'],
      [Number.NaN, null],
      [() => 1, undefined],
      [Symbol('x'), undefined],
      [10n, undefined],
      [cyclic, undefined],
      [throwing, undefined],
      [JSON.parse('{"__proto__":{"a":1},"b":2}'), { b: 2 }],
      ['x'.repeat(5000), `"${'x'.repeat(4095)}… (cut: 5002 characters of JSON)`],
    ];
    for (const [detail, kept] of details) {
      const file = eventToFile({ ...mark, detail });
      expect(file.detail).toEqual(kept);
      expect(structuredClone(file)).toEqual(file);
    }
  });

  it('cuts a detail once, however often it is sent on', () => {
    for (const detail of ['"\\'.repeat(5000), { big: 'x'.repeat(2e6) }, Array(9000).fill('"')]) {
      const file = eventToFile({ ...mark, detail });
      expect(String(file.detail)).toMatch(/^.{4096}… \(cut: \d+ characters of JSON\)$/);
      expect(eventToFile(eventFromFile(file))).toEqual(file);
    }
  });

  it('writes a name as text, whatever a page in JavaScript gave', () => {
    expect(eventToFile({ ...mark, name: 5 as unknown as string }).name).toBe('5');
  });
});
