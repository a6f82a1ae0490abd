import { describe, expect, it } from 'vitest';
import * as analysis from './index.ts';

describe('analysis', () => {
  it('exports exactly its public functions', () => {
    expect(Object.keys(analysis).sort()).toEqual([
      'frameHistogram',
      'frameStatistics',
      'frameVerdict',
      'hitches',
      'quantile',
      'statisticConfidence',
      'summarize',
    ]);
  });
});
