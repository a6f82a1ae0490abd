import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';

interface Schema {
  readonly [keyword: string]: unknown;
}

const SCHEMA: Schema = JSON.parse(readFileSync(new URL('../../public/session.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true, strictTypes: false }).compile(SCHEMA);

let text: string;

beforeAll(async () => {
  const page = createExamplePage();
  page.metrics.registry.registerGauge('game', 'heat', { thresholds: { warning: 50, critical: 80 } }).set(20);
  await page.sessions.start({ tags: ['x'] });
  const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
  page.run(120);
  close();
  page.frames.eventLog.section('open', page.nowMs(), page.nowMs);
  page.metrics.registry.remove('game:pass_ms');
  page.run(30);
  const stopped = await page.sessions.stop();
  await page.sessions.update(stopped?.id ?? '', { note: 'y' });
  text = await (await page.sessions.export()).text();
});

describe('public/session.schema.json', () => {
  it('accepts what is exported', () => {
    validate(JSON.parse(text));
    expect(validate.errors).toBeNull();
  });

  it('names every key that is exported, and no other', () => {
    const named = new Set<string>();
    const collect = (schema: Schema) => {
      for (const [key, child] of Object.entries((schema.properties ?? {}) as Record<string, Schema>)) {
        named.add(key);
        collect(child);
      }
    };
    for (const schema of [SCHEMA, ...Object.values(SCHEMA.$defs as Record<string, Schema>)]) collect(schema);
    const exported = new Set<string>();
    JSON.parse(text, (key, value) => {
      if (key !== '' && !/^\d+$/.test(key)) exported.add(key);
      return value;
    });
    // The labels of the example.
    exported.delete('a');
    exported.delete('zone');
    expect([...named].filter((key) => !exported.has(key)).sort()).toEqual(['detail', 'thumbnail']);
    expect([...exported].filter((key) => !named.has(key))).toEqual([]);
  });

  it('refuses what the parser refuses', () => {
    // biome-ignore lint/suspicious/noExplicitAny: the point is to break it
    const changes: ((file: any) => void)[] = [
      (file) => (file.format = 'x'),
      (file) => (file.version = 2),
      (file) => delete file.session,
      (file) => (file.session.frames = -1),
      (file) => (file.session.startedAt = 1e300),
      (file) => (file.session.tags = [5]),
      (file) => (file.session.note = null),
      (file) => (file.session.note = 'x'.repeat(4097)),
      (file) => (file.environment.viewport.pixelRatio = '2'),
      (file) => (file.metrics[0].type = 'sum'),
      (file) => (file.metrics[0].name = ''),
      (file) => (file.metrics[0].thresholds = {}),
      (file) => (file.metrics[0].thresholds = { warning: '5' }),
      (file) => (file.metrics[0].labels = { '0': 'x' }),
      (file) => (file.layouts[0][0] = 5),
      (file) => (file.histograms[0].counts = [0.5]),
      (file) => (file.events[0].kind = 'party'),
      (file) => (file.events[0].durationMs = -1),
      (file) => (file.blocks[0].frames = 0),
      (file) => (file.session.durationMs = 1e17),
      (file) => (file.environment.refreshMs = 0),
      (file) => (file.environment.refreshMs = 1e5),
      (file) => (file.environment.budgetMs = 0),
      (file) => (file.events[0].timeMs = -1e17),
      (file) => (file.events[0].durationMs = 1e17),
      (file) => (file.blocks[0].first = 2 ** 31),
      (file) => (file.blocks[0].time[0] = 'x'),
      (file) => (file.blocks[0].time[0] = null),
      (file) => (file.blocks[0].time[0] = -1e17),
      (file) => (file.blocks[0].interval[0] = -1),
      (file) => (file.blocks[0].interval[0] = 1e17),
      (file) => (file.blocks[0].gaps[0] = [1]),
      (file) => (file.blocks[0].columns[0] = true),
      (file) => (file.blocks[0].slow = null),
      (file) => (file.blocks[0].slow.layout = -1),
      (file) => (file.blocks[0].slow.frames = []),
      (file) => (file.blocks[0].slow.frames[0] = 0.5),
      (file) => (file.blocks[0].slow.columns[0] = [true]),
    ];
    for (const change of changes) {
      const file = JSON.parse(text);
      change(file);
      expect(validate(file), String(change)).toBe(false);
      expect(() => parseSnapshot(JSON.stringify(file)), String(change)).toThrow('Cannot read the session');
    }
  });
});
