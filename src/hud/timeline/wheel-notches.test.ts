import { describe, expect, it } from 'vitest';
import { NOTCH_ZOOM, wheelNotches } from './wheel-notches.ts';

const [PIXELS, LINES, PAGES] = [0, 1, 2];
const notches = (delta: number, deltaMode = PIXELS, ctrlKey = false) => wheelNotches(delta, { deltaMode, ctrlKey });

describe('wheelNotches', () => {
  it('takes a mouse by its notches, whatever they are told in', () => {
    expect([notches(100), notches(-100)]).toEqual([1, -1]);
    expect([notches(3, LINES), notches(-1, PAGES)]).toEqual([1, -1]);
    expect(notches(1, LINES)).toBeCloseTo(1 / 3);
  });

  it('takes a trackpad by the way of the fingers, in however many events it comes', () => {
    let factor = 1;
    for (let k = 0; k < 50; k++) factor *= NOTCH_ZOOM ** notches(-2);
    expect(factor).toBeCloseTo(1 / NOTCH_ZOOM);
    expect(notches(0)).toBe(0);
  });

  it('has a pinch follow the fingers', () => {
    expect(NOTCH_ZOOM ** notches(-100 * Math.log(1.1), PIXELS, true)).toBeCloseTo(1 / 1.1);
    expect(notches(4, PIXELS, true)).toBeGreaterThan(notches(4));
  });

  it('takes no event for more than a notch', () => {
    expect([notches(1200), notches(-40, LINES), notches(5, PAGES)]).toEqual([1, -1, 1]);
    expect([notches(100, PIXELS, true), notches(-100, PIXELS, true)]).toEqual([1, -1]);
  });
});
