import { expect } from '@playwright/test';
import type { PatchTraces } from '../pages/probe-rig.ts';

/** Holds a probe to leaving nothing behind, and to showing nothing while it is there but that more than so many methods are others. */
export function expectNoTrace({ patched, before, during, after }: PatchTraces, least: number): void {
  expect(patched.length).toBeGreaterThan(least);
  expect(during).toEqual(before);
  expect(after).toEqual(Array(2).fill({ changed: [], isSameOrder: true }));
}
