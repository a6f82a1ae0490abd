import { expect, it, describe as suite } from 'vitest';
import { describe, MetricsError, refusal } from './metrics-error.ts';

suite('MetricsError', () => {
  it('is an Error with a code and a cause', () => {
    const cause = new Error('why');
    const error = new MetricsError('storage', 'Cannot store', { cause });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'MetricsError', code: 'storage', message: 'Cannot store', cause });
  });
});

suite('refusal', () => {
  it('says the action, what was wanted, and the value that came', () => {
    const error = refusal('type-mismatch', 'register metric "engine:frame.cpu"', 'type', 'stay "gauge"', 'counter');
    expect(error.code).toBe('type-mismatch');
    expect(error.message).toBe(
      'Cannot register metric "engine:frame.cpu": type must stay "gauge", current value is "counter"',
    );
  });
});

suite('describe', () => {
  const loop: unknown[] = [];
  loop.push(loop);

  it.each([
    ['text "quoted"', '"text \\"quoted\\""'],
    ['x'.repeat(500), `"${'x'.repeat(120)}…"`],
    [Number.NaN, 'NaN'],
    [-0.5, '-0.5'],
    [12n, '12'],
    [null, 'null'],
    [undefined, 'undefined'],
    [Symbol('s'), 'Symbol(s)'],
    [{ a: 1 }, 'object'],
    [Object.create(null), 'object'],
    [() => 1, 'function'],
    [[1, 'a', null, {}], '[1,"a",null,object]'],
    [loop, '[[…]]'],
    [new TypeError('broken'), 'TypeError: broken'],
  ])('shows %#', (value, text) => {
    expect(describe(value)).toBe(text);
  });

  it('takes a proxy that throws at any look', () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    expect(describe(proxy)).toBe('object');
  });

  it('calls nothing of the value', () => {
    const trap = () => {
      throw new Error('called');
    };
    const value = { toString: trap, valueOf: trap, toJSON: trap, [Symbol.toPrimitive]: trap };
    expect(describe(value)).toBe('object');
  });
});
