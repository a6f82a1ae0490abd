import { describe, expect, it } from 'vitest';
import type { HitchCause } from '../../analysis/index.ts';
import { hitchCauseName } from './hitch-cause-name.ts';

const named = (kind: HitchCause['kind'], name: string, durationMs = 60) =>
  hitchCauseName({ causes: [{ kind, name, durationMs }] });

describe('hitchCauseName', () => {
  it('names the first cause, by its kind where it has no name', () => {
    expect(named('script', 'spawnEnemies')).toBe('spawnEnemies');
    expect(named('script', '')).toBe('script');
    expect(named('gpu', '')).toBe('GPU');
    expect(
      hitchCauseName({
        causes: [
          { kind: 'compile', name: 'shaders', durationMs: 60 },
          { kind: 'gc', name: '', durationMs: Number.NaN },
        ],
      }),
    ).toBe('shaders');
  });

  it('marks what is only suspected', () => {
    expect(named('load', '/level.bin', Number.NaN)).toBe('/level.bin?');
    expect(named('gc', '', Number.NaN)).toBe('GC?');
  });

  it('says nothing of a hitch that nothing explains', () => {
    expect(hitchCauseName({ causes: [] })).toBe('');
  });

  it('cuts what a page calls its functions', () => {
    expect(named('script', 'a'.repeat(100))).toBe(`${'a'.repeat(23)}…`);
  });
});
