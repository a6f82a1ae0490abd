import { describe, expect, it } from 'vitest';
import { LiveResources } from './live-resources.ts';

const createLedger = () => ({ levels: new Float64Array(4), changes: 0, isLost: false });

describe('LiveResources', () => {
  it('counts resources and their bytes until they are removed, once', () => {
    const resources = new LiveResources();
    const ledger = createLedger();
    const [first, second] = [{}, {}];
    resources.add(ledger, first, 2, 100);
    resources.add(ledger, second, 2, 20);
    resources.resize(first, 300);
    expect([...ledger.levels]).toEqual([0, 0, 2, 320]);
    resources.remove(first);
    resources.remove(first);
    resources.resize(first, 500);
    expect([...ledger.levels]).toEqual([0, 0, 1, 20]);
  });

  it('tells of changes only', () => {
    const resources = new LiveResources();
    const ledger = createLedger();
    const resource = {};
    resources.add(ledger, resource, 0, 100);
    resources.resize(resource, 100);
    resources.ensure(ledger, resource, 0);
    resources.remove({});
    expect(ledger.changes).toBe(1);
  });

  it('forgets all of a lost ledger for ever', () => {
    const resources = new LiveResources();
    const [lost, next] = [createLedger(), createLedger()];
    const resource = {};
    resources.add(lost, resource, 0, 100);
    lost.isLost = true;
    lost.levels.fill(0);
    resources.add(lost, {}, 0, 100);
    resources.ensure(next, resource, 0);
    resources.resize(resource, 200);
    resources.remove(resource);
    expect([...lost.levels, ...next.levels]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  it('takes what lives over into another ledger, and what is gone not', () => {
    const resources = new LiveResources();
    const [before, after] = [createLedger(), createLedger()];
    const [living, gone] = [{}, {}];
    for (const resource of [living, gone]) resources.add(before, resource, 0, 100);
    resources.remove(gone);
    for (const resource of [living, gone]) resources.ensure(after, resource, 0);
    expect([...after.levels]).toEqual([1, 100, 0, 0]);
    expect(resources.ledgerOf(living)).toBe(after);
  });
});
