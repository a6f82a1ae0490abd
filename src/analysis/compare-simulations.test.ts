import { describe, expect, it } from 'vitest';
import { type Comparison, comparePairs, compareSets } from './compare-runs.ts';
import { createNormal } from './example-runs.ts';

// The error rates that the README promises. Over 20,000 simulations in pairs: at most 2.5 % regressed without a difference, 85.3 % of 10 % more
// flagged strictly; in sets 2.1 % and 87.4 %.

const ROUNDS = 10;
const TRIALS = 2000;

interface Simulation {
  /** Standard deviation of each run, as a share. */
  noise: number;
  /** How much longer head's frames really take, as a share. */
  slower?: number;
  /** What both sides of a round have in common, as a share. */
  drift?: number;
}

/** Compares so many times what differs by chance, and tells the share of the comparisons that `isSo` holds for. */
function shareOf(
  { noise, slower = 0, drift = 0 }: Simulation,
  compare: (base: number[], head: number[]) => Comparison,
  isSo: (comparison: Comparison) => boolean,
): number {
  const normal = createNormal(20_26);
  let count = 0;
  for (let trial = 0; trial < TRIALS; trial++) {
    const base: number[] = [];
    const head: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const roundMs = 16 * Math.exp(drift * normal());
      base.push(roundMs * Math.exp(noise * normal()));
      head.push(roundMs * (1 + slower) * Math.exp(noise * normal()));
    }
    if (isSo(compare(base, head))) count++;
  }
  return count / TRIALS;
}

const isRegressed = ({ verdict }: Comparison) => verdict === 'regressed';
const strictly = (base: number[], head: number[]) => comparePairs(base, head, { strict: true });

describe.each([
  ['comparePairs', comparePairs],
  ['compareSets', compareSets],
] as const)('%s over 2000 simulations of 10 rounds', (_, compare) => {
  it.each([0.005, 0.03, 0.1, 0.3])(
    'calls at most a twentieth regressed where nothing differs, at a noise of %f',
    (noise) => {
      expect(shareOf({ noise }, compare, isRegressed)).toBeLessThanOrEqual(0.05);
    },
  );

  it('has an interval that holds the true ratio in 95 % of the cases', () => {
    const holds = ({ low, high }: Comparison) => low <= 1.1 && high >= 1.1;
    const share = shareOf({ noise: 0.03, slower: 0.1 }, compare, holds);
    expect(share).toBeGreaterThan(0.94);
    expect(share).toBeLessThan(0.97);
  });

  it('flags 10 % more in at least 85 % of the cases, strictly', () => {
    const strict = (base: number[], head: number[]) => compare(base, head, { strict: true });
    expect(shareOf({ noise: 0.03, slower: 0.1 }, strict, isRegressed)).toBeGreaterThanOrEqual(0.85);
  });

  it('calls at most 5 % equivalent where the difference is the margin', () => {
    const isEquivalent = ({ verdict }: Comparison) => verdict === 'equivalent';
    expect(shareOf({ noise: 0.02, slower: 0.05 }, compare, isEquivalent)).toBeLessThanOrEqual(0.05);
  });
});

describe('comparePairs over 2000 simulations of 10 rounds', () => {
  it('is not disturbed by what drifts between the rounds', () => {
    expect(shareOf({ noise: 0.03, drift: 0.5 }, comparePairs, isRegressed)).toBeLessThanOrEqual(0.05);
    expect(shareOf({ noise: 0.03, slower: 0.1, drift: 0.5 }, strictly, isRegressed)).toBeGreaterThanOrEqual(0.85);
  });

  it('flags no more than 5 % where the difference is the margin, strictly', () => {
    expect(shareOf({ noise: 0.03, slower: 0.05 }, strictly, isRegressed)).toBeLessThanOrEqual(0.05);
  });
});
