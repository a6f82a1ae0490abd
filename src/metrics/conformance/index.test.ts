import { describe, expect, it } from 'vitest';
import type { FrameSink } from '../backend.ts';
import { InMemoryBackend } from '../in-memory-backend.ts';
import { SharedMemoryBackend } from '../workers/shared-memory-backend.ts';
import * as conformance from './index.ts';

const { backendConformance, sinkConformance } = conformance;

/** The cases that a backend or sink does not pass. */
async function failures(cases: conformance.ConformanceCase[]): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) await run().catch((error: Error) => failed.push(`${name}: ${error.message}`));
  return failed;
}

describe('framescope/conformance', () => {
  it('exports exactly its public names', () => {
    expect(Object.keys(conformance).sort()).toEqual(['backendConformance', 'sinkConformance']);
  });
});

describe.each([InMemoryBackend, SharedMemoryBackend])('%o', (Backend) => {
  for (const { name, run } of backendConformance(() => new Backend())) it(name, run);
});

describe('backendConformance', () => {
  it.each<[string, (backend: InMemoryBackend) => void, number]>([
    ['forgets to commit', (backend) => Object.assign(backend, { endFrame: () => undefined }), 1],
    [
      'gives every metric the same cell',
      (backend) => {
        const allocate = backend.allocate.bind(backend);
        let first: ReturnType<typeof allocate> | undefined;
        backend.allocate = (descriptor) => {
          first ??= allocate(descriptor);
          return first;
        };
      },
      5,
    ],
    ['swallows the errors of its sinks', (backend) => Object.assign(backend, { flush: async () => undefined }), 1],
    ['describes nothing', (backend) => Object.assign(backend, { describe: () => [] }), 1],
    ['drops late values', (backend) => Object.assign(backend, { setLate: () => undefined }), 1],
  ])('finds a backend that %s', async (_, breakIt, atLeast) => {
    const cases = backendConformance(() => {
      const backend = new InMemoryBackend();
      breakIt(backend);
      return backend;
    });
    const failed = await failures(cases);
    expect(failed.length).toBeGreaterThanOrEqual(atLeast);
    for (const failure of failed) expect(failure).toMatch(/must|Cannot|undefined/);
  });
});

describe('sinkConformance', () => {
  const good = (): FrameSink => ({ onLayout() {}, onBlock() {}, async flush() {}, async close() {} });

  it('passes a sink that keeps nothing', async () => {
    expect(await failures(sinkConformance(good))).toEqual([]);
  });

  it('finds one that sorts the values it got, and one that cannot close twice', async () => {
    const sorts = () => ({
      ...good(),
      onBlock: ({ columns }: { columns: readonly Float64Array[] }) => void columns[0]?.fill(1),
    });
    expect(await failures(sinkConformance(sorts))).toHaveLength(1);
    const closesOnce = () => {
      let closed = false;
      return {
        ...good(),
        close: async () => {
          if (closed) throw new Error('closed already');
          closed = true;
        },
      };
    };
    expect((await failures(sinkConformance(closesOnce))).at(-1)).toContain('closes twice');
  });
});
