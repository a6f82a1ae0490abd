import { describe, expect, it } from 'vitest';
import { WeakTargets } from './weak-targets.ts';

describe('WeakTargets', () => {
  it('visits each object once, until the last who added it has left', () => {
    const targets = new WeakTargets<object, string>();
    const seen = () => {
      const names: string[] = [];
      targets.forEach((_target, name) => {
        names.push(name);
      });
      return names;
    };
    const first = {};
    const removals = [targets.add(first, 'a'), targets.add(first, 'again'), targets.add({}, 'b')];
    expect(seen()).toEqual(['a', 'b']);
    removals[0]?.();
    removals[0]?.();
    expect(seen()).toEqual(['a', 'b']);
    removals[1]?.();
    removals[2]?.();
    expect([seen(), targets.isEmpty]).toEqual([[], true]);
    targets.add(first, 'back');
    expect(seen()).toEqual(['back']);
  });
});
