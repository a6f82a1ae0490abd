import { describe, expect, it } from 'vitest';
import { lostText } from './lost-text.ts';

const text = (from: number, to: number) => lostText({ firstFrame: 1000 }, { from, to });

describe('lostText', () => {
  it('says how many of the frames are forgotten', () => {
    expect(text(0, 5000)).toBe('1,000 of 5,000 frames are no longer kept');
    expect(text(999, 1001)).toBe('1 of 2 frames are no longer kept');
  });

  it('says that all of them are', () => {
    expect(text(10, 1000)).toBe('These frames are no longer kept');
    expect(text(999, 1000)).toBe('This frame is no longer kept');
  });

  it('says nothing of frames that are there, nor of none', () => {
    expect([text(1000, 1001), text(1000, 9000), text(5, 5)]).toEqual(['', '', '']);
  });
});
