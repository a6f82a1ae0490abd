import { describe, expect, it } from 'vitest';
import * as analysis from './index.ts';

describe('analysis', () => {
  it('exports exactly its public functions', () => {
    expect(Object.keys(analysis).sort()).toEqual([
      'adjustPValues',
      'aggregateRuns',
      'compareCounts',
      'comparePairs',
      'compareSets',
      'correctComparisons',
      'fingerprintDifferences',
      'frameHistogram',
      'frameStatistics',
      'frameVerdict',
      'hitchCauses',
      'hitches',
      'noiseFloor',
      'percentileCurve',
      'quantile',
      'statisticConfidence',
      'steadyGrowth',
      'summarize',
      'timeAbove',
    ]);
  });
});
