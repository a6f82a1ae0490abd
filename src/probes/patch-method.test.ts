import { describe, expect, it } from 'vitest';
import { patchMethod } from './patch-method.ts';

const polluted = Object.prototype as { get?: unknown };

describe('patchMethod', () => {
  it('works on pages that extend Object.prototype by a descriptor’s field', () => {
    const draw = () => 1;
    const owner = { draw };
    polluted.get = () => undefined;
    const undo = patchMethod(owner, 'draw', () => 2);
    const patched = owner.draw;
    const isUndone = undo();
    delete polluted.get;
    expect([patched(), patched.name, isUndone, owner.draw]).toEqual([2, 'draw', true, draw]);
  });

  it('replaces a method that a getter gives, and puts the getter back', () => {
    const get = () => () => 1;
    const owner = Object.defineProperty({}, 'draw', { get, configurable: true }) as { draw(): number };
    const undo = patchMethod(owner, 'draw', () => 2);
    expect(owner.draw()).toBe(2);
    expect(undo()).toBe(true);
    expect(Object.getOwnPropertyDescriptor(owner, 'draw')?.get).toBe(get);
  });

  it('throws where nothing can be replaced, and stays where the owner was frozen since', () => {
    expect(() => patchMethod(Object.freeze({ draw: () => 1 }), 'draw', () => 2)).toThrow(TypeError);
    const owner = { draw: () => 1 };
    const undo = patchMethod(owner, 'draw', () => 2);
    Object.freeze(owner);
    expect(undo()).toBe(false);
    expect(owner.draw()).toBe(2);
  });
});
