import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { SessionError } from './session-error.ts';
import type { StoredSession } from './stored-session.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** Broken files of three kinds: 3,000 in all. */
const RUNS = 1000;
let text: string;

beforeAll(async () => {
  const page = createExamplePage();
  const { summary } = await page.sessions.start({ name: 'Mutant' });
  page.frames.eventLog.mark('spawn', page.nowMs(), { wave: 3 });
  page.run(12);
  page.metrics.registry.registerTimer('game', 'late').record(3);
  page.run(12);
  await page.sessions.stop();
  const session = (await page.sessions.open(summary.id)) as StoredSession;
  text = [...writeSnapshot(session)].join('');
});

/** Parses what may be broken: either a session that answers every question, or a SessionError. */
function expectErrorOrSession(source: string): void {
  try {
    const session = parseSnapshot(source);
    session.stats();
    session.stats({ lastMs: 500 });
    for (const { kind, name } of session.frames.events) if (kind === 'section') session.stats({ section: name });
    // What is accepted can be sent on.
    expect(parseSnapshot([...writeSnapshot(session)].join('')).stats()).toEqual(session.stats());
  } catch (error) {
    if (!(error instanceof SessionError)) throw error;
    expect(['corrupt', 'version']).toContain(error.code);
    expect(error.message).toMatch(/^Cannot read the session: .* must be /);
    expect(error.message.length).toBeLessThan(1000);
  }
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

describe('parseSnapshot of mutated files', { timeout: 120_000 }, () => {
  it('survives other bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(0x7f)), { minLength: 1, maxLength: 8 }),
        (flips) => {
          let flipped = text;
          for (const [place, code] of flips) {
            const at = Math.floor(place * (text.length - 1));
            flipped = flipped.slice(0, at) + String.fromCharCode(code) + flipped.slice(at + 1);
          }
          expectErrorOrSession(flipped);
        },
      ),
      { numRuns: RUNS, seed: 1 },
    );
  });

  it('survives pieces that are missing, doubled or from elsewhere', () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(place, place, place, fc.constantFrom('cut', 'end', 'double', 'copy'), (a, b, c, kind) => {
        const [from = 0, to = 0] = [a, b].map((part) => Math.floor(part * text.length)).sort((x, y) => x - y);
        const at = Math.floor(c * text.length);
        const piece = text.slice(from, to);
        if (kind === 'cut') expectErrorOrSession(text.slice(0, from) + text.slice(to));
        else if (kind === 'end') expectErrorOrSession(text.slice(0, at));
        else if (kind === 'double') expectErrorOrSession(text.slice(0, to) + piece + text.slice(to));
        else expectErrorOrSession(text.slice(0, at) + piece + text.slice(at));
      }),
      { numRuns: RUNS, seed: 2 },
    );
  });

  it('survives any value in any place', () => {
    const places = placesOf(JSON.parse(text));
    // Most places are numbers of columns: half of the tries go to the rest.
    const structural = places.filter(
      (path) => !path.some((key) => key === 'columns' || key === 'time' || key === 'interval'),
    );
    const pathOf = fc.oneof(fc.constantFrom(...structural), fc.constantFrom(...places));
    fc.assert(
      fc.property(pathOf, hostileValues, fc.boolean(), (path, value, isRemoved) => {
        const file = { root: JSON.parse(text) };
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
        expectErrorOrSession(JSON.stringify(file.root) ?? '');
      }),
      { numRuns: RUNS, seed: 3 },
    );
  });
});
