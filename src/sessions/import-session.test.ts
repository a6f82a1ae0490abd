import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import { readColumn } from '../frames/index.ts';
import { createExamplePage, type ExamplePage } from './example-session.ts';
import type { SessionFormat } from './file-options.ts';

let page: ExamplePage;
let id: string;

beforeEach(async () => {
  page = createExamplePage();
  ({ id } = (await page.sessions.start({ name: 'Boss' })).summary);
  page.run(3000);
  await page.sessions.stop();
});

describe('export', () => {
  it.each<[format: SessionFormat, type: string, begin: string]>([
    ['json', 'application/json', '{\n"format":"framescope-session"'],
    ['csv', 'text/csv', 'frame,time [ms],interval [ms],gap,'],
    ['presentmon', 'text/csv', 'Application,ProcessID,'],
    ['trace', 'application/json', '{"displayTimeUnit":"ms",'],
  ])('gives %s as a blob of its type, or as gzip of the same', async (format, type, begin) => {
    const plain = await page.sessions.export(id, { format });
    const packed = await page.sessions.export(id, { format, gzip: true });
    expect([plain.type, packed.type]).toEqual([type, 'application/gzip']);
    const text = await plain.text();
    expect(text.startsWith(begin)).toBe(true);
    const unpacked = packed.stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unpacked).text()).toBe(text);
  });

  it.each<SessionFormat>(['json', 'csv', 'presentmon', 'trace'])(
    'tells how much of %s is done, up to 1',
    async (format) => {
      const told: number[] = [];
      await page.sessions.export(id, { format, onProgress: (done) => told.push(done) });
      expect(told.length).toBeGreaterThan(5);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told[0]).toBeGreaterThan(0);
      expect(told.at(-1)).toBe(1);
    },
  );

  it('ends with the reason of the signal, before it begins and in the middle', async () => {
    const reason = new Error('enough');
    const controller = new AbortController();
    const { signal } = controller;
    const work = page.sessions.export(id, { signal, onProgress: () => controller.abort(reason) });
    await expect(work).rejects.toBe(reason);
    await expect(page.sessions.export(id, { signal })).rejects.toBe(reason);
  });

  it('refuses a format that it does not know', async () => {
    await expect(page.sessions.export(id, { format: 'xlsx' as never })).rejects.toMatchObject({
      code: 'invalid',
      message: 'Cannot export the session: format must be one of json,csv,presentmon,trace, current value is "xlsx"',
    });
  });
});

describe('import', () => {
  it.each([
    ['json', false],
    ['json', true],
    ['csv', false],
    ['csv', true],
  ] as const)('gives the statistics of what was exported as %s, gzip %s', async (format, gzip) => {
    const session = await page.sessions.open(id);
    const file = await page.sessions.export(id, { format, gzip });
    const imported = await page.sessions.import(file);
    const stored = await page.sessions.open(imported.summary.id);
    for (const options of [{}, { lastMs: 5000 }]) expect(stored.stats(options)).toEqual(session.stats(options));
    expect(stored.histograms).toEqual(session.histograms);
  });

  it.each(['json', 'csv'] as const)('tells how much of %s is read and checked, by bytes, up to 1', async (format) => {
    const file = await page.sessions.export(id, { format, gzip: true });
    for (const source of [file, await (await page.sessions.export(id, { format })).text()]) {
      const told: number[] = [];
      await page.sessions.import(source, { onProgress: (done) => told.push(done) });
      expect(told.length).toBeGreaterThan(5);
      expect(told).toEqual([...told].sort((a, b) => a - b));
      expect(told[0]).toBeGreaterThan(0);
      expect(told.at(-1)).toBe(1);
    }
  });

  it('ends with the reason of the signal and stores nothing, wherever it was', async () => {
    const file = await page.sessions.export(id);
    await page.sessions.remove(id);
    for (const end of [0, 0.3, 0.6, 1]) {
      const controller = new AbortController();
      const work = page.sessions.import(file, {
        signal: controller.signal,
        onProgress: (done) => done >= end && controller.abort(new Error(`at ${end}`)),
      });
      await expect(work).rejects.toThrow(`at ${end}`);
      expect(await page.sessions.list()).toEqual([]);
    }
    const stopped = page.sessions.import(file, { signal: AbortSignal.abort() });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(await page.sessions.list()).toEqual([]);
    expect((await page.sessions.import(file)).summary.frames).toBe(3000);
  });

  it('is stored as a whole or not at all, whenever it is ended', async () => {
    const file = await page.sessions.export(id);
    await page.sessions.remove(id);
    const outcomes = new Set<string>();
    // Ended one turn later each time, until it is too late to end it.
    for (let turns = 0; !outcomes.has('stored 3000, listed 1'); turns++) {
      const controller = new AbortController();
      const endSoon = async () => {
        for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
        controller.abort(new Error('enough'));
      };
      const work = page.sessions.import(file, {
        signal: controller.signal,
        onProgress: (done) => void (done === 1 && endSoon()),
      });
      const outcome = await work.then(({ summary }) => `stored ${summary.frames}`, String);
      const listed = await page.sessions.list();
      outcomes.add(`${outcome}, listed ${listed.length}`);
      for (const summary of listed) await page.sessions.remove(summary.id);
    }
    expect([...outcomes].sort()).toEqual(['Error: enough, listed 0', 'stored 3000, listed 1']);
  });

  it('is not stopped by a progress that throws', async () => {
    const file = await page.sessions.export(id);
    const onProgress = () => {
      throw new Error('mine');
    };
    expect((await page.sessions.import(file, { onProgress })).summary.frames).toBe(3000);
    expect(page.warnings).toContain('The progress of a session’s file threw: Error: mine');
  });

  it('refuses gzip that ends too early, and stores nothing', async () => {
    const packed = gzipSync(await (await page.sessions.export(id, { format: 'csv' })).text());
    const before = await page.sessions.list();
    for (const end of [2, 20, packed.length / 2, packed.length - 1]) {
      const file = new Blob([new Uint8Array(packed.subarray(0, end))]);
      await expect(page.sessions.import(file)).rejects.toMatchObject({ code: 'corrupt' });
    }
    expect(await page.sessions.list()).toEqual(before);
  });

  it('reads JSON that somebody wrote anew, in one line or in many', async () => {
    const text = await (await page.sessions.export(id)).text();
    const stats = (await page.sessions.open(id)).stats();
    for (const anew of [
      JSON.stringify(JSON.parse(text)),
      JSON.stringify(JSON.parse(text), null, 1),
      text.replaceAll('\n', '\r\n'),
    ])
      expect((await page.sessions.import(anew)).stats()).toEqual(stats);
  });

  it.each<SessionFormat>(['json', 'csv'])(
    'reads %s of a session whose metrics came back as other types',
    async (format) => {
      const { registry } = page.metrics;
      const { summary } = await page.sessions.start();
      registry.registerHistogram('game', 'load', { unit: 'ms' }).record(5);
      registry.registerGauge('game', 'mood').set(3);
      page.run(20);
      registry.remove('game:load');
      registry.remove('game:mood');
      registry.registerGauge('game', 'load', { unit: 'percent' }).set(70);
      registry.registerHistogram('game', 'mood', { unit: 'ms', history: 'none' }).record(8);
      page.run(20);
      await page.sessions.stop();

      const session = await page.sessions.open(summary.id);
      const copy = await page.sessions.import(await page.sessions.export(summary.id, { format }));
      // The copy of JSON and CSV as it was read, and as it is stored.
      for (const read of [copy, await page.sessions.open(copy.summary.id)]) {
        const typesOf = (name: string) => read.metrics.filter(({ id }) => id.name === name).map(({ type }) => type);
        expect(typesOf('load')).toEqual(['histogram', 'gauge']);
        expect(typesOf('mood')).toEqual(['gauge', 'histogram']);
        expect(read.histograms).toEqual(session.histograms);
        const window = { from: session.frames.firstFrame, to: session.frames.endFrame };
        for (const key of ['game:load', 'game:load#count', 'game:load#sum', 'game:mood'])
          expect(readColumn(read.frames, key, window), key).toEqual(readColumn(session.frames, key, window));
      }
      const levels = readColumn(copy.frames, 'game:load', { from: 3000, to: 3040 });
      expect([levels[0], levels[39]]).toEqual([NaN, 70]);
    },
  );
});
