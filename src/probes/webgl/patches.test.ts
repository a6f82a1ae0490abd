import { describe, expect, it } from 'vitest';
import { acquirePatches, type Methods, type NativeMethod, nativesOf, patchMethods, releasePatches } from './patches.ts';

const wrap = (seen: string[], text: string) => (native: NativeMethod) =>
  ({
    method(this: unknown, ...args: unknown[]) {
      seen.push(text);
      return native.apply(this, args);
    },
  }).method;

function createOwner() {
  return { draw: (n: number) => n, other: () => 'other', value: 3 } as unknown as Methods;
}

describe('patchMethods', () => {
  it('patches the methods that are there, once', () => {
    const owner = createOwner();
    const seen: string[] = [];
    acquirePatches();
    for (let k = 0; k < 2; k++)
      patchMethods(owner, { draw: wrap(seen, 'draw'), value: wrap(seen, 'value'), absent: wrap(seen, 'absent') });
    expect(owner.draw?.(42)).toBe(42);
    expect(seen).toEqual(['draw']);
    expect(owner).toMatchObject({ value: 3 });
    expect('absent' in owner).toBe(false);
    releasePatches();
  });

  it('uses its wrappers again after they were taken out', () => {
    const owner = createOwner();
    const native = owner.draw;
    acquirePatches();
    acquirePatches();
    patchMethods(owner, { draw: wrap([], 'draw') });
    const wrapper = owner.draw;
    releasePatches();
    expect(owner.draw).toBe(wrapper);
    releasePatches();
    expect(owner.draw).toBe(native);
    acquirePatches();
    expect(owner.draw).toBe(wrapper);
    releasePatches();
    expect(owner.draw).toBe(native);
  });

  it('wraps what somebody else put there in between', () => {
    const owner = createOwner();
    const seen: string[] = [];
    acquirePatches();
    patchMethods(owner, { draw: wrap(seen, 'ours') });
    releasePatches();
    const theirs = wrap(seen, 'theirs')(owner.draw as NativeMethod);
    owner.draw = theirs;
    acquirePatches();
    patchMethods(owner, { draw: wrap(seen, 'ours') });
    owner.draw(1);
    expect(seen).toEqual(['ours', 'theirs']);
    releasePatches();
    expect(owner.draw).toBe(theirs);
  });

  it('does not wrap again beneath somebody else’s patch', () => {
    const owner = createOwner();
    const seen: string[] = [];
    acquirePatches();
    patchMethods(owner, { draw: wrap(seen, 'ours') });
    owner.draw = wrap(seen, 'theirs')(owner.draw as NativeMethod);
    releasePatches();
    acquirePatches();
    patchMethods(owner, { draw: wrap(seen, 'ours') });
    owner.draw(1);
    expect(seen).toEqual(['theirs', 'ours']);
    releasePatches();
  });
});

describe('nativesOf', () => {
  it('gives the methods as they were, the others as they are', () => {
    const owner = createOwner();
    const { draw } = owner;
    acquirePatches();
    patchMethods(owner, { draw: wrap([], 'draw') });
    const natives = nativesOf<Methods>(owner);
    expect(natives.draw).toBe(draw);
    expect(natives.other).toBe(owner.other);
    releasePatches();
  });
});
