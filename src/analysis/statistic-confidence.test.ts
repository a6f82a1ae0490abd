import { describe, expect, it } from 'vitest';
import { statisticConfidence } from './statistic-confidence.ts';

const tails = (percent: boolean, permille: boolean) => ({
  fps: { low1: percent, low01: permille, p1: percent, low1Integral: percent },
  frame: { p99: percent, p999: permille },
});

describe('statisticConfidence', () => {
  it('greys every tail below 300 frames', () => {
    expect(statisticConfidence(0)).toEqual(tails(false, false));
    expect(statisticConfidence(299)).toEqual(tails(false, false));
  });

  it('shows the worst 1 % from 300 frames', () => {
    expect(statisticConfidence(300)).toEqual(tails(true, false));
    expect(statisticConfidence(9999)).toEqual(tails(true, false));
  });

  it('shows the worst 0.1 % from 10 000 frames', () => {
    expect(statisticConfidence(10_000)).toEqual(tails(true, true));
  });
});
