import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { cellsOf, csvCell } from './csv-format.ts';
import { createExamplePage, type ExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { redactSession } from './redact-session.ts';
import { SessionError } from './session-error.ts';
import type { StoredSession } from './stored-session.ts';
import { writeCsv } from './write-csv.ts';
import { writeSnapshot } from './write-snapshot.ts';
import { writeTrace } from './write-trace.ts';

/** Broken files of each kind: 10,000 in all. */
const RUNS = 1250;
/** The longest that any of them may take, in ms: a hostile file must not hang the page. */
const MAX_IMPORT_MS = 1000;

let page: ExamplePage;
let text: string;
let csv: string;

beforeAll(async () => {
  page = createExamplePage();
  const { summary } = await page.sessions.start({ name: 'Mutant' });
  page.frames.eventLog.mark('spawn', page.nowMs(), { wave: 3 });
  page.frames.eventLog.section('level', page.nowMs(), page.nowMs)();
  page.run(12);
  page.metrics.registry.registerTimer('game', 'late').record(3);
  page.run(12);
  await page.sessions.stop();
  const session = (await page.sessions.open(summary.id)) as StoredSession;
  text = [...writeSnapshot(session)].join('');
  csv = [...writeCsv(session)].join('');
  await page.sessions.remove(summary.id);
});

/** Imports what may be broken: either a session that answers every question, or a SessionError and nothing stored. */
async function expectErrorOrSession(file: Blob | string): Promise<void> {
  const { sessions } = page;
  const startMs = performance.now();
  let session: StoredSession | null = null;
  try {
    session = (await sessions.import(file)) as StoredSession;
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    expect(['corrupt', 'version']).toContain(error.code);
    expect(error.message).toMatch(/^Cannot read the session: .* must be /);
    expect(error.message.length).toBeLessThan(1000);
  }
  expect(performance.now() - startMs).toBeLessThan(MAX_IMPORT_MS);
  if (session !== null) {
    const stats = session.stats();
    session.stats({ lastMs: 500 });
    for (const { kind, name } of session.frames.events) if (kind === 'section') session.stats({ section: name });
    // What is accepted can be sent on, in each format.
    expect(parseSnapshot([...writeSnapshot(session)].join('')).stats()).toEqual(stats);
    expect(parseSnapshot([...writeCsv(session)].join('')).stats()).toEqual(stats);
    JSON.parse([...writeTrace(redactSession(session))].join(''));
    await sessions.remove(session.summary.id);
  }
  expect(await sessions.list()).toEqual([]);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
}

/** Every place of a JSON value, as paths of keys. */
function placesOf(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...entries.flatMap(([key, child]) => placesOf(child, [...path, key]))];
}

const hostileValues = fc.oneof(
  fc.constantFrom<unknown>(
    ...[null, true, '', 'x', '__proto__', [], {}, [[]]],
    ...[0, -0, -1, 0.5, 1e308, -1e308, 2 ** 31, 2 ** 32, 2 ** 53, 1e300],
    JSON.parse('{"__proto__":{"polluted":1}}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":1}}}'),
    '\u0000\ud800',
    'x'.repeat(100_000),
    Array(10_000).fill(0),
  ),
  fc.jsonValue(),
  fc.double(),
);

const hostileTexts = fc.constantFrom(
  ...['', ' ', '-', '1e999', '-1e308', '1e-400', '0x10', '1_0', 'Infinity', 'NaN', '9'.repeat(400), '__proto__'],
  ...['"', '""', ',', '\r\n', '\n"', '\u0000', '['.repeat(100_000), '{"__proto__":{"polluted":1}}', 'hidden'],
);

const place = fc.double({ min: 0, max: 1, noNaN: true });
/** Not so often the ends, between which a piece is nothing or everything. */
const part = fc.noBias(place);
const flips = fc.array(fc.tuple(place, fc.nat(0xff)), { minLength: 1, maxLength: 8 });

const run = (property: fc.IAsyncProperty<never>, seed: number) =>
  fc.assert(property as fc.IAsyncProperty<unknown>, { numRuns: RUNS, seed });

describe('import of mutated files', { timeout: 120_000 }, () => {
  for (const [format, source] of [
    ['JSON', () => text],
    ['CSV', () => csv],
  ] as const) {
    it(`survives other characters in ${format}`, () =>
      run(
        fc.asyncProperty(flips, async (changes) => {
          let flipped = source();
          for (const [part, code] of changes) {
            const at = Math.floor(part * (flipped.length - 1));
            flipped = flipped.slice(0, at) + String.fromCharCode(code) + flipped.slice(at + 1);
          }
          await expectErrorOrSession(flipped);
        }) as never,
        1,
      ));

    it(`survives pieces of ${format} that are missing, doubled or from elsewhere`, () =>
      run(
        fc.asyncProperty(part, part, part, fc.constantFrom('cut', 'end', 'double', 'copy'), async (a, b, c, kind) => {
          const whole = source();
          const [from = 0, to = 0] = [a, b].map((at) => Math.floor(at * whole.length)).sort((x, y) => x - y);
          const at = Math.floor(c * whole.length);
          const piece = whole.slice(from, to);
          if (kind === 'cut') await expectErrorOrSession(whole.slice(0, from) + whole.slice(to));
          else if (kind === 'end') await expectErrorOrSession(whole.slice(0, at));
          else if (kind === 'double') await expectErrorOrSession(whole.slice(0, to) + piece + whole.slice(to));
          else await expectErrorOrSession(whole.slice(0, at) + piece + whole.slice(at));
        }) as never,
        2,
      ));

    it(`survives other bits and ends of gzip of ${format}`, () => {
      const packed = gzipSync(source());
      return run(
        fc.asyncProperty(flips, fc.boolean(), async (changes, isCut) => {
          const bytes = new Uint8Array(packed);
          for (const [part, bits] of changes) {
            const at = Math.floor(part * (bytes.length - 1));
            bytes[at] = (bytes[at] as number) ^ bits;
          }
          const [[cut] = [1]] = changes;
          await expectErrorOrSession(new Blob([isCut ? bytes.slice(0, Math.ceil(cut * bytes.length)) : bytes]));
        }) as never,
        3,
      );
    });
  }

  it('survives any value in any place of JSON', () => {
    const places = placesOf(JSON.parse(text));
    // Most places are numbers of columns: half of the tries go to the rest.
    const structural = places.filter(
      (path) => !path.some((key) => key === 'columns' || key === 'time' || key === 'interval'),
    );
    const pathOf = fc.oneof(fc.constantFrom(...structural), fc.constantFrom(...places));
    return run(
      fc.asyncProperty(pathOf, hostileValues, fc.boolean(), async (path, value, isRemoved) => {
        await expectErrorOrSession(JSON.stringify(changed(JSON.parse(text), path, value, isRemoved)) ?? '');
      }) as never,
      4,
    );
  });

  it('survives any text in any cell of CSV, its session among them', () => {
    const rows = csv.split('\r\n').map((line) => cellsOf(line) ?? []);
    const heads = placesOf(JSON.parse(rows[1]?.at(-1) ?? ''));
    const cellOf = fc.tuple(fc.nat(rows.length - 2), fc.nat((rows[0]?.length ?? 0) - 1));
    const change = fc.oneof(
      fc.record({ cell: cellOf, text: fc.oneof(fc.string(), fc.double().map(String), hostileTexts) }),
      fc.record({ path: fc.constantFrom(...heads), value: hostileValues, isRemoved: fc.boolean() }),
    );
    return run(
      fc.asyncProperty(change, async (what) => {
        const mutated = rows.map((row) => [...row]);
        if ('cell' in what) (mutated[what.cell[0]] as string[])[what.cell[1]] = what.text;
        else {
          const row = mutated[1] as string[];
          const head = changed(JSON.parse(row.at(-1) as string), what.path, what.value, what.isRemoved);
          row[row.length - 1] = JSON.stringify(head) ?? '';
        }
        await expectErrorOrSession(mutated.map((row) => row.map(csvCell).join(',')).join('\r\n'));
      }) as never,
      5,
    );
  });
});

/** A value with another one in one of its places, or without it. */
function changed(root: unknown, path: readonly (string | number)[], value: unknown, isRemoved: boolean): unknown {
  const file = { root };
  // biome-ignore lint/suspicious/noExplicitAny: any place of any value
  let parent: any = file;
  let key: string | number = 'root';
  for (const step of path) {
    parent = parent[key];
    key = step;
  }
  if (isRemoved && Array.isArray(parent)) parent.splice(key as number, 1);
  else if (isRemoved) delete parent[key];
  else parent[key] = value;
  return file.root;
}
