import { describe, expect, it } from 'vitest';
import { type Fingerprint, fingerprintDifferences } from './fingerprint.ts';

const here: Fingerprint = {
  gpu: 'RTX 4060',
  browser: 'Chrome/140',
  os: 'Windows NT 10.0',
  cpu: '16 threads',
  refreshMs: 16.667,
  viewport: '1280 × 720',
  flags: null,
  rendering: 'hardware',
};

describe('fingerprintDifferences', () => {
  it('finds none between equal fingerprints, unknown parts included', () => {
    expect(fingerprintDifferences(here, { ...here })).toEqual([]);
  });

  it.each(Object.keys(here) as (keyof Fingerprint)[])(
    'finds another %s, and one that is unknown to one side',
    (part) => {
      const head = { ...here, [part]: part === 'refreshMs' ? 6.94 : 'another' };
      expect(fingerprintDifferences(here, head)).toEqual([{ part, base: here[part], head: head[part] }]);
      expect(fingerprintDifferences({ ...here, [part]: null }, head)).toEqual([{ part, base: null, head: head[part] }]);
    },
  );

  it('takes refresh periods within 1 % for the same', () => {
    expect(fingerprintDifferences(here, { ...here, refreshMs: 16.53 })).toEqual([]);
    expect(fingerprintDifferences(here, { ...here, refreshMs: 16.45 })).toHaveLength(1);
  });
});
