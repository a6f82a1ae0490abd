import { describe, expect, it } from 'vitest';
import { viewBytes } from './view-bytes.ts';

describe('viewBytes', () => {
  it('counts elements of typed arrays, and bytes of anything else', () => {
    expect(viewBytes(new Float32Array(8))).toBe(32);
    expect(viewBytes(new Float32Array(8), 2)).toBe(24);
    expect(viewBytes(new Float32Array(8), 2, 3)).toBe(12);
    expect(viewBytes(new ArrayBuffer(32), 8)).toBe(24);
    expect(viewBytes(new DataView(new ArrayBuffer(32)), 8, 4)).toBe(4);
  });
});
