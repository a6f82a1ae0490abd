import { describe, expect, it } from 'vitest';
import { createTestRegistry } from './create-test-registry.ts';
import { formatMetricId } from './metric-id.ts';

const refusal = (code: string, message: string) => expect.objectContaining({ name: 'MetricsError', code, message });

function createKills(maxSeries?: number) {
  const test = createTestRegistry();
  const labels = ['weapon', 'zone'];
  const kills = test.registry.family('counter', 'game', 'kills', { labels, ...(maxSeries && { maxSeries }) });
  return { ...test, kills };
}

describe('MetricFamily', () => {
  it('registers a series when it is first asked for, and finds the same handle again', () => {
    const { registry, kills } = createKills();
    expect(registry.size).toBe(0);
    const axe = kills.with('axe', 'north');
    axe.increment();
    kills.with('axe', 'south').increment(5);
    expect(kills.with('axe', 'north')).toBe(axe);
    expect(registry.get('game:kills{weapon="axe",zone="north"}')).toBe(axe);
    expect(axe.value).toBe(1);
    expect(kills.size).toBe(2);
    expect(kills.all().map(({ value }) => value)).toEqual([1, 5]);
    expect(registry.describe(axe.id)?.history).toBe('1s');
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('takes %d labels', (depth) => {
    const { registry } = createTestRegistry();
    const labels = Array.from({ length: depth }, (_, k) => `l${k}`);
    const family = registry.family('gauge', 'game', 'deep', { labels });
    const values = labels.map((_, k) => `v${k}`) as [string];
    const other = values.with(-1, 'other') as [string];
    family.with(...values).set(7);
    family.with(...other).set(8);
    expect(family.with(...values).value).toBe(7);
    expect(family.with(...other).value).toBe(8);
    expect(family.with(...values).id.labels).toEqual(Object.fromEntries(labels.map((label, k) => [label, values[k]])));
  });

  it('makes one series of 1 and "1", and takes hostile values', () => {
    const { registry } = createTestRegistry();
    const family = registry.family('counter', 'game', 'x', { labels: ['id'] });
    family.with(1).increment();
    family.with('1').increment();
    family.with(true).increment();
    expect(family.with(1).value).toBe(2);
    expect(family.size).toBe(2);
    const hostile = ['__proto__', 'constructor', '', 'a"b\\c\n', '{}=,', '🧊'];
    for (const value of hostile) family.with(value).increment();
    expect(new Set(family.all().map(({ id }) => formatMetricId(id))).size).toBe(2 + hostile.length);
  });

  it('has its series found by their ids and texts, and no others', () => {
    const { registry } = createTestRegistry();
    const family = registry.family('counter', 'game', 'x', { labels: ['zone', 'weapon'] });
    const handle = family.with('a"b\\n\n', '{}=,');
    expect(registry.get(formatMetricId(handle.id))).toBe(handle);
    expect(registry.get({ namespace: 'game', name: 'x', labels: { zone: 'a"b\\n\n', weapon: '{}=,' } })).toBe(handle);
    for (const labels of [{}, { zone: 'a"b\\n\n' }, { zone: '{}=,', weapon: '{}=,' }, { zone: 'a', other: 'b' }])
      expect(registry.get({ namespace: 'game', name: 'x', labels })).toBeUndefined();
    expect(registry.get('game:x{zone="a"')).toBeUndefined();
  });

  it('shares a series with who registers it by itself, whoever comes first', () => {
    const { kills, registry, warnings } = createKills();
    const options = (zone: string) => ({ labels: { weapon: 'axe', zone }, unit: 'count' });
    const north = registry.registerCounter('game', 'kills', options('north'));
    expect(kills.with('axe', 'north')).toBe(north);
    expect(registry.registerCounter('game', 'kills', { labels: { weapon: 'axe', zone: 'south' } })).toBe(
      kills.with('axe', 'south'),
    );
    expect(() => registry.registerCounter('game', 'kills', options('south'))).toThrow('unit must stay ""');
    expect(registry.size).toBe(2);
    expect(kills.size).toBe(2);
    registry.registerGauge('game', 'kills', { labels: { weapon: 'axe', zone: 'west' } });
    kills.with('axe', 'west').increment();
    expect(warnings).toEqual([expect.stringContaining('type must stay "gauge"')]);
  });

  it('gives a series one descriptor, that of the family it is in now', () => {
    const { kills, registry } = createKills();
    const axe = kills.with('axe', 'north');
    const before = registry.describe(axe.id);
    expect(registry.describe(axe.id)).toBe(before);
    expect(before).toEqual({ id: axe.id, type: 'counter', unit: '', description: '', history: '1s' });
    registry.removeFamily(kills);
    const again = registry.family('counter', 'game', 'kills', { labels: ['weapon', 'zone'], unit: 's' });
    expect(again.with('axe', 'north')).toBe(axe);
    expect(registry.describe(axe.id)).toEqual({ ...before, unit: 's' });
  });

  it('gives a handle that does nothing for a value that is no label, with one warning', () => {
    const { kills, registry, warnings } = createKills();
    for (const bad of [undefined, null, {}, Symbol('x'), () => 1]) {
      const handle = kills.with('axe', bad as string);
      handle.increment();
      expect(handle.value).toBeNaN();
    }
    expect(registry.size).toBe(0);
    expect(warnings).toEqual([
      'Cannot update a series of family "kills", so this does nothing: TypeError: the value of each label must be a text, number or boolean, current value is undefined',
    ]);
  });

  it('takes updates past its limit in one series, with one warning that names the label that explodes', () => {
    const { kills, registry, warnings } = createKills(4);
    for (const zone of ['a', 'b', 'c', 'd']) kills.with('axe', zone).increment();
    for (let k = 0; k < 100; k++) kills.with('axe', `new ${k}`).increment();
    kills.with('axe', 'a').increment();
    expect(kills.size).toBe(4);
    expect(kills.with('axe', 'a').value).toBe(2);
    expect(registry.get('game:kills{overflow="true"}')).toMatchObject({ value: 100 });
    expect(registry.get('framescope:series_overflowed')).toMatchObject({ value: 100 });
    expect(warnings).toEqual([
      'Family "kills" has 4 series, as many as it may: what is new goes to {overflow="true"}. Its label "zone" has 4 values',
    ]);
  });

  it('finds its series past the limit by any spelling of their values', () => {
    const { registry } = createTestRegistry();
    const hits = registry.family('counter', 'game', 'hits', { labels: ['team'], maxSeries: 2 });
    hits.with('1').increment();
    hits.with('true').increment();
    hits.with(1).increment();
    hits.with(true).increment();
    expect([hits.with('1').value, hits.with('true').value]).toEqual([2, 2]);
    expect(registry.get('game:hits{overflow="true"}')).toBeUndefined();
    hits.with(4).increment();
    expect(registry.get('game:hits{overflow="true"}')).toMatchObject({ value: 1 });
  });

  it('has room again after a series was removed, whose handle revives', () => {
    const { kills, registry } = createKills(2);
    const axe = kills.with('axe', 'north');
    kills.with('bow', 'north').increment();
    axe.increment(3);
    registry.remove(axe.id);
    expect(kills.size).toBe(1);
    axe.increment();
    expect(kills.with('axe', 'north')).toBe(axe);
    expect(axe.value).toBe(0);
    expect(kills.size).toBe(2);
    registry.clear();
    expect(kills.size).toBe(0);
  });

  it('is removed with all its series', () => {
    const { kills, registry } = createKills();
    kills.with('axe', 'north').increment();
    registry.registerCounter('game', 'kills').increment();
    expect(registry.removeFamily(kills)).toBe(true);
    expect(registry.removeFamily(kills)).toBe(false);
    expect(registry.query().map(({ id }) => formatMetricId(id))).toEqual(['game:kills']);
    expect(registry.families()).toEqual([]);
  });

  it('is one for a name, and refuses another type or other labels', () => {
    const { kills, registry } = createKills();
    expect(registry.family('counter', 'game', 'kills', { labels: ['weapon', 'zone'] })).toBe(kills);
    expect(() => registry.family('gauge', 'game', 'kills', { labels: ['weapon', 'zone'] })).toThrow(
      refusal(
        'type-mismatch',
        'Cannot register family "game:kills": type must stay "counter", current value is "gauge"',
      ),
    );
    expect(() => registry.family('counter', 'game', 'kills', { labels: ['zone', 'weapon'] })).toThrow(
      refusal(
        'type-mismatch',
        'Cannot register family "game:kills": labels must stay ["weapon","zone"], current value is ["zone","weapon"]',
      ),
    );
  });

  it.each<[unknown, string]>([
    [{ labels: [] }, 'labels must be 1 to 8 different names, current value is []'],
    [{ labels: ['a', 'a'] }, 'labels must be 1 to 8 different names, current value is ["a","a"]'],
    [{ labels: 'weapon' }, 'labels must be 1 to 8 different names, current value is "weapon"'],
    [{ labels: ['a b'] }, 'labels must be named by letters, digits and "_", not first a digit, current value is "a b"'],
    [{ labels: ['a'], maxSeries: 0 }, 'maxSeries must be 1 or more, current value is 0'],
    [{ labels: ['a'], unit: 5 }, 'unit must be a string, current value is 5'],
    [undefined, 'labels must be 1 to 8 different names, current value is undefined'],
  ])('refuses options %j', (options, problem) => {
    const { registry } = createTestRegistry();
    expect(() => registry.family('counter', 'game', 'x', options as { labels: string[] })).toThrow(
      refusal('invalid-operation', `Cannot register family "game:x": ${problem}`),
    );
    expect(registry.families()).toEqual([]);
  });
});
