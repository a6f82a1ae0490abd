import { beforeEach, describe, expect, it } from 'vitest';
import { type Methods, type NativeMethod, PatchSet } from './patch-set.ts';

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

describe('PatchSet', () => {
  let patches: PatchSet;
  beforeEach(() => {
    patches = new PatchSet();
  });

  it('patches the methods that are there, once', () => {
    const owner = createOwner();
    const seen: string[] = [];
    patches.acquire();
    for (let k = 0; k < 2; k++)
      patches.patch(owner, { draw: wrap(seen, 'draw'), value: wrap(seen, 'value'), absent: wrap(seen, 'absent') });
    expect(owner.draw?.(42)).toBe(42);
    expect(seen).toEqual(['draw']);
    expect(owner).toMatchObject({ value: 3 });
    expect('absent' in owner).toBe(false);
    patches.release();
  });

  it('uses its wrappers again after they were taken out', () => {
    const owner = createOwner();
    const native = owner.draw;
    patches.acquire();
    patches.acquire();
    patches.patch(owner, { draw: wrap([], 'draw') });
    const wrapper = owner.draw;
    patches.release();
    expect(owner.draw).toBe(wrapper);
    patches.release();
    expect(owner.draw).toBe(native);
    patches.acquire();
    expect(owner.draw).toBe(wrapper);
    patches.release();
    expect(owner.draw).toBe(native);
  });

  it('wraps what somebody else put there in between', () => {
    const owner = createOwner();
    const seen: string[] = [];
    patches.acquire();
    patches.patch(owner, { draw: wrap(seen, 'ours') });
    patches.release();
    const theirs = wrap(seen, 'theirs')(owner.draw as NativeMethod);
    owner.draw = theirs;
    patches.acquire();
    patches.patch(owner, { draw: wrap(seen, 'ours') });
    owner.draw(1);
    expect(seen).toEqual(['ours', 'theirs']);
    patches.release();
    expect(owner.draw).toBe(theirs);
  });

  it('does not wrap again beneath somebody else’s patch', () => {
    const owner = createOwner();
    const seen: string[] = [];
    patches.acquire();
    patches.patch(owner, { draw: wrap(seen, 'ours') });
    owner.draw = wrap(seen, 'theirs')(owner.draw as NativeMethod);
    patches.release();
    patches.acquire();
    patches.patch(owner, { draw: wrap(seen, 'ours') });
    owner.draw(1);
    expect(seen).toEqual(['theirs', 'ours']);
    patches.release();
  });

  it('gives the methods as they were, the others as they are', () => {
    const owner = createOwner();
    const { draw } = owner;
    patches.acquire();
    patches.patch(owner, { draw: wrap([], 'draw') });
    const natives = patches.nativesOf<Methods>(owner);
    expect(natives.draw).toBe(draw);
    expect(natives.other).toBe(owner.other);
    patches.release();
  });
});
