import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';

interface Schema {
  readonly [keyword: string]: unknown;
}

const SCHEMA: Schema = JSON.parse(readFileSync(new URL('../../public/session.schema.json', import.meta.url), 'utf8'));
const KEYWORDS = [
  ...['$ref', 'const', 'enum', 'type', 'required', 'properties', 'propertyNames', 'additionalProperties'],
  ...['items', 'prefixItems', 'minItems', 'minimum', 'maximum', 'minLength', 'pattern'],
  ...['$schema', '$id', '$defs', 'title', 'description'],
];

/** What is wrong with a value by as much of JSON Schema as the file uses; a keyword that it does not know is an error. */
function problemsOf(value: unknown, schema: Schema, path: string): string[] {
  const unknown = Object.keys(schema).filter((keyword) => !KEYWORDS.includes(keyword));
  if (unknown.length > 0) throw new Error(`Cannot check ${path}: the schema has ${unknown}`);
  const problems: string[] = [];
  const wrong = (keyword: string) => problems.push(`${path} ${keyword}`);
  const each = (child: unknown, childSchema: unknown, step: string | number) =>
    problems.push(...problemsOf(child, childSchema as Schema, `${path}.${step}`));
  if (typeof schema.$ref === 'string') {
    const { $defs } = SCHEMA as { $defs: Record<string, Schema> };
    problems.push(...problemsOf(value, $defs[schema.$ref.replace('#/$defs/', '')] as Schema, path));
  }
  if ('const' in schema && value !== schema.const) wrong('const');
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) wrong('enum');
  const type = value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;
  const types = [schema.type ?? []].flat();
  if (types.length > 0 && !types.includes(type) && !(types.includes('integer') && Number.isInteger(value)))
    wrong('type');
  if (typeof value === 'number') {
    if (value < ((schema.minimum as number) ?? -Infinity)) wrong('minimum');
    if (value > ((schema.maximum as number) ?? Infinity)) wrong('maximum');
  }
  if (typeof value === 'string') {
    if (value.length < ((schema.minLength as number) ?? 0)) wrong('minLength');
    if (schema.pattern && !new RegExp(schema.pattern as string).test(value)) wrong('pattern');
  }
  if (Array.isArray(value)) {
    const {
      prefixItems = [],
      items = {},
      minItems = 0,
    } = schema as { prefixItems?: Schema[]; items?: Schema; minItems?: number };
    if (value.length < minItems) wrong('minItems');
    for (const [k, item] of value.entries()) each(item, prefixItems[k] ?? items, k);
  } else if (type === 'object') {
    const object = value as Record<string, unknown>;
    const properties = (schema.properties ?? {}) as Record<string, Schema>;
    for (const key of (schema.required ?? []) as string[]) if (!Object.hasOwn(object, key)) wrong(`required ${key}`);
    for (const [key, child] of Object.entries(object)) {
      each(child, Object.hasOwn(properties, key) ? properties[key] : (schema.additionalProperties ?? {}), key);
      if (schema.propertyNames) each(key, schema.propertyNames, `name of ${key}`);
    }
  }
  return problems;
}

let text: string;

beforeAll(async () => {
  const page = createExamplePage();
  await page.sessions.start({ tags: ['x'] });
  const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
  page.run(120);
  close();
  page.frames.eventLog.section('open', page.nowMs(), page.nowMs);
  page.metrics.registry.remove('game:pass_ms');
  page.run(30);
  await page.sessions.stop();
  text = await (await page.sessions.export()).text();
});

describe('public/session.schema.json', () => {
  it('accepts what is exported', () => {
    expect(problemsOf(JSON.parse(text), SCHEMA, 'file')).toEqual([]);
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
    // The one label of the example.
    exported.delete('a');
    expect([...named].filter((key) => !exported.has(key)).sort()).toEqual(['detail']);
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
      (file) => (file.environment.viewport.pixelRatio = '2'),
      (file) => (file.metrics[0].type = 'sum'),
      (file) => (file.metrics[0].name = ''),
      (file) => (file.metrics[0].labels = { '0': 'x' }),
      (file) => (file.layouts[0][0] = 5),
      (file) => (file.histograms[0].counts = [0.5]),
      (file) => (file.events[0].kind = 'party'),
      (file) => (file.events[0].durationMs = -1),
      (file) => (file.blocks[0].frames = 0),
      (file) => (file.blocks[0].time[0] = 'x'),
      (file) => (file.blocks[0].gaps[0] = [1]),
      (file) => (file.blocks[0].columns[0] = true),
    ];
    for (const change of changes) {
      const file = JSON.parse(text);
      change(file);
      expect(problemsOf(file, SCHEMA, 'file'), String(change)).not.toEqual([]);
      expect(() => parseSnapshot(JSON.stringify(file)), String(change)).toThrow('Cannot read the session');
    }
  });
});
