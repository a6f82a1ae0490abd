import { beforeAll, describe, expect, it } from 'vitest';
import { readColumn } from '../frames/index.ts';
import { createExamplePage, type ExamplePage } from './example-session.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { SessionError } from './session-error.ts';
import type { StoredSession } from './stored-session.ts';
import { writeSnapshot } from './write-snapshot.ts';

let page: ExamplePage;
let session: StoredSession;
let text: string;

beforeAll(async () => {
  page = createExamplePage();
  page.metrics.registry.registerGauge('game', 'heat', { thresholds: { warning: 50, critical: 80 } }).set(20);
  page.run(100);
  const { summary } = await page.sessions.start({ name: 'Boss', tags: ['a', 'b'] });
  page.frames.eventLog.mark('spawn', page.nowMs(), { wave: 3, deep: [null, 'x'] });
  const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
  page.run(400);
  close();
  page.metrics.registry.registerTimer('game', 'late').record(3);
  page.run(300);
  page.metrics.registry.remove('game:pass_ms');
  page.frames.eventLog.section('open', page.nowMs(), page.nowMs);
  page.run(50);
  await page.sessions.stop();
  session = (await page.sessions.open(summary.id)) as StoredSession;
  text = [...writeSnapshot(session)].join('');
});

/** The text with a change to its parsed form. */
// biome-ignore lint/suspicious/noExplicitAny: the point is to break it
function broken(change: (file: any) => void): string {
  const file = JSON.parse(text);
  change(file);
  return JSON.stringify(file);
}

function problemOf(source: string): { code: string; message: string } {
  try {
    parseSnapshot(source);
  } catch (error) {
    if (error instanceof SessionError) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: 'none', message: '' };
}

describe('writeSnapshot', () => {
  it('is one JSON document with one block a line', () => {
    const lines = text.trimEnd().split('\n');
    const blocks = lines.slice(lines.indexOf('"blocks":[') + 1, -1);
    expect(blocks).toHaveLength(session.frames.blocks.length);
    for (const line of blocks) expect(JSON.parse(line.replace(/,$/, '')).frames).toBeGreaterThan(0);
    expect(JSON.parse(text)).toMatchObject({ format: 'framescope-session', version: 1 });
  });

  it('writes null for a missing value, and never 0', () => {
    const { metrics, layouts, blocks } = JSON.parse(text);
    const column = layouts[0].indexOf('engine:performance.gpu_time_ms');
    expect(metrics.length).toBeGreaterThan(10);
    expect(blocks[0].columns[column]).toBeNull();
    const pass: unknown[] = blocks[0].columns[layouts[0].indexOf('game:pass_ms')];
    expect(pass).toContain(null);
    expect(pass).not.toContain(0);
  });

  it('writes a column of one value as that value', () => {
    const { layouts, blocks } = JSON.parse(text);
    expect(blocks[0].columns[layouts[0].indexOf('engine:rendering.draw_calls')]).toBe(100);
  });

  it('writes gaps with their reason', () => {
    const { blocks } = JSON.parse(text);
    expect(blocks[0].gaps).toEqual([
      [57, 'hidden'],
      [154, 'hidden'],
    ]);
    expect(blocks[0].interval[57]).toBeNull();
  });
});

describe('parseSnapshot', () => {
  it('gives the same session, to the last digit', () => {
    const read = parseSnapshot(text);
    expect(read.summary).toEqual({ ...session.summary, bytes: read.summary.bytes });
    expect(read.environment).toEqual(session.environment);
    expect(read.timeOriginMs).toBe(session.timeOriginMs);
    expect(read.metrics).toEqual(session.metrics);
    expect(read.histograms).toEqual(session.histograms);
    expect(read.frames.events).toEqual(session.frames.events);
    expect(read.frames.columns.map(({ key }) => key)).toEqual(session.frames.columns.map(({ key }) => key));
    for (const key of ['time', 'interval', 'gap', ...session.frames.columns.map((column) => column.key)]) {
      const window = { from: session.frames.firstFrame, to: session.frames.endFrame };
      expect(readColumn(read.frames, key, window)).toEqual(readColumn(session.frames, key, window));
    }
    for (const options of [{}, { lastMs: 2000 }, { section: 'level' }, { budgetMs: 5 }])
      expect(read.stats(options)).toEqual(session.stats(options));
  });

  it('writes what it read byte for byte', () => {
    expect([...writeSnapshot(parseSnapshot(text))].join('')).toBe(text);
  });

  it('keeps the ranges of the columns', () => {
    const [block] = parseSnapshot(text).frames.blocks;
    expect(block?.min).toEqual(session.frames.blocks[0]?.min);
    expect(block?.max).toEqual(session.frames.blocks[0]?.max);
  });

  it('reads a session without frames', () => {
    const empty = broken((file) => {
      file.blocks = [];
      file.session.frames = 0;
    });
    expect(parseSnapshot(empty).stats().frames).toBe(0);
  });

  it('leaves out keys that it does not know', () => {
    const more = broken((file) => {
      file.weather = 'rain';
      file.blocks[0].checksum = 5;
    });
    expect(parseSnapshot(more).stats()).toEqual(session.stats());
  });

  it('keeps the picture, and refuses one that is none', () => {
    const thumbnail = `data:image/jpeg;base64,${btoa('picture')}`;
    const pictured = parseSnapshot(broken((file) => (file.thumbnail = thumbnail)));
    expect(pictured.thumbnail).toBe(thumbnail);
    expect(parseSnapshot([...writeSnapshot(pictured.as({ name: 'Other' }))].join('')).thumbnail).toBe(thumbnail);
    expect(session.thumbnail).toBe(null);
    const wanted = 'thumbnail must be a JPEG as a data: URL of at most 65,536 characters, current value is';
    for (const wrong of ['https://example.com/a.jpg', 'data:image/jpeg;base64,abc', 'data:text/html;base64,abcd', 1])
      expect(problemOf(broken((file) => (file.thumbnail = wrong))).message).toContain(wanted);
    expect(problemOf(broken((file) => (file.thumbnail = thumbnail.padEnd(70_000, 'A')))).message).toContain(wanted);
  });

  it('says what is wrong, the value that came and the one that was wanted', () => {
    // biome-ignore lint/suspicious/noExplicitAny: the point is to break it
    const messages: [change: (file: any) => void, message: string][] = [
      [(file) => (file.format = 'har'), 'format must be "framescope-session", current value is "har"'],
      [(file) => (file.version = '1'), 'version must be an integer, 1 or larger, current value is "1"'],
      [(file) => delete file.session, 'session must be there, current value is undefined'],
      [
        (file) => (file.session.startedAt = 1e300),
        'session.startedAt must be ms since 1970, as far as dates go, current value is 1e+300',
      ],
      [(file) => (file.session.frames = 3), 'session.frames must be 750, as the blocks have, current value is 3'],
      [
        (file) => (file.metrics[2].type = 'sum'),
        'metrics.2.type must be ("counter" | "gauge" | "histogram" | "timer" | "rate"), current value is "sum"',
      ],
      [(file) => (file.metrics[0].namespace = ''), 'metrics.0 must be a metric'],
      [(file) => (file.metrics[0].labels = { a: 5 }), 'metrics.0.labels must be an object of strings'],
      [
        (file) => (file.layouts[0][1] = 'no:such'),
        'layouts.0.1 must be a column of the metrics, current value is "no:such"',
      ],
      [
        (file) => (file.histograms[0].metric = 'no:such'),
        'histograms.0.metric must be one of the metrics, current value is "no:such"',
      ],
      [
        (file) => file.histograms[0].counts.push(1, 2),
        'histograms.0.counts must be as many as upperBounds, or one more',
      ],
      [
        (file) => (file.events[0].kind = 'party'),
        'events.0.kind must be ("mark" | "section" | "note" | "long-frame" | "load" | "compile" | "resize"), current value is "party"',
      ],
      [(file) => (file.blocks = {}), 'blocks must be an array, current value is object'],
      [(file) => (file.blocks[0].layout = 7), 'blocks.0.layout must be the index of a layout, current value is 7'],
      [(file) => (file.blocks[1].first -= 1), 'blocks.1.first must be'],
      [(file) => (file.blocks[1].first += 1), 'blocks.1.first must be'],
      [(file) => (file.blocks[0].frames = 1e15), 'blocks.0.first must be a frame number'],
      [(file) => (file.blocks[0].frames = 1e6), 'must be'],
      [(file) => file.blocks[0].columns[0].pop(), 'blocks.0.columns.0 must be'],
      [
        (file) => (file.blocks[0].gaps[0] = [1e6, 'hidden']),
        'blocks.0.gaps must be rows from 0 to 214, current value is 1000000',
      ],
      [(file) => (file.blocks[0].slow = 5), 'blocks.0.slow must be'],
      [(file) => (file.blocks[0].slow.layout = 7), 'blocks.0.slow.layout must be the index of a layout'],
      [(file) => (file.blocks[0].slow.frames = []), 'blocks.0.slow.frames must be at least the block’s first'],
      [(file) => (file.blocks[0].slow.frames[0] = 1), 'blocks.0.slow.frames.0 must be a whole number from 0 to 0'],
      [(file) => (file.blocks[0].slow.frames[1] = 0), 'blocks.0.slow.frames.1 must be a whole number from 1 to 214'],
      [(file) => (file.blocks[0].slow.frames[1] = 215), 'blocks.0.slow.frames.1 must be a whole number from 1 to'],
      [(file) => (file.blocks[0].slow.frames[1] = null), 'blocks.0.slow.frames.1 must be a whole number from 1 to'],
      [(file) => file.blocks[0].slow.columns.pop(), 'blocks.0.slow.columns must be'],
      [(file) => (file.blocks[0].slow.columns[0] = [1]), 'blocks.0.slow.columns.0 must be'],
      [(file) => (file.blocks[0].gaps[0] = ['57', 'hidden']), 'blocks.0.gaps.0 must be a row and one of'],
      [
        (file) => (file.blocks[0].interval[3] = -16),
        'blocks.0.interval.3 must be ms, 0 or larger, as far as dates go, or null, current value is -16',
      ],
      [(file) => (file.blocks[0].interval[3] = 1e308), 'blocks.0.interval.3 must be ms, 0 or larger, as far as'],
      [(file) => (file.blocks[0].time[3] = null), 'blocks.0.time.3 must be ms, '],
      [(file) => file.blocks[0].time.reverse(), 'blocks.0.time.1 must be ms, '],
      [(file) => (file.blocks[1].time[0] = 0), 'blocks.1.time.0 must be ms, '],
      [(file) => (file.blocks.at(-1).time[1] = 1e300), 'time.2 must be ms, 1e+300 or later, as the frame before'],
      [
        (file) => (file.blocks.at(-1).time[file.blocks.at(-1).time.length - 1] = 1e300),
        'time must be times as far as dates go, current value is 1e+300',
      ],
      [
        (file) => (file.environment.refreshMs = 1e-300),
        'environment.refreshMs must be ms, from 0.1 to 10000, current value is 1e-300',
      ],
      [(file) => (file.environment.refreshMs = 10_001), 'environment.refreshMs must be ms, from 0.1 to 10000'],
      [
        (file) => (file.environment.budgetMs = -5),
        'environment.budgetMs must be ms, more than 0, as far as dates go, current value is -5',
      ],
      [
        (file) => (file.events[0].timeMs = -1e308),
        'events.0.timeMs must be a time in ms, as far as dates go, current value is -1e+308',
      ],
      [(file) => (file.session.durationMs = 1e308), 'session.durationMs must be a number, 0 or larger, as far as'],
      [(file) => (file.blocks[0].time[3] = '5'), 'blocks.0.time.3 must be a number or null, current value is "5"'],
      [
        (file) => (file.blocks[0].columns[1] = 'x'),
        'blocks.0.columns.1.0 must be a number or null, current value is "x"',
      ],
      [
        (file) => (file.blocks[0].gaps[0] = [0, 'hidden']),
        'blocks.0.gaps must be rows without an interval, current value is 0',
      ],
      [
        (file) => (file.blocks[0].gaps[0] = [57, 'bored']),
        'blocks.0.gaps.0 must be a row and one of none,start,hidden,idle,paused,frozen,bfcache,resize,context-lost,suspended, current value is [57,"bored"]',
      ],
    ];
    for (const [change, message] of messages) {
      const problem = problemOf(broken(change));
      expect(problem.message).toContain(`Cannot read the session: `);
      expect(problem.message).toContain(message);
      expect(problem.code).toBe('corrupt');
    }
  });

  it('tells another version from a broken file', () => {
    expect(problemOf(broken((file) => (file.version = 2)))).toEqual({
      code: 'version',
      message: 'Cannot read the session: version must be at most 1, current value is 2',
    });
  });

  it('refuses what is no JSON, and JSON that is no object', () => {
    for (const source of [
      '',
      'null',
      '[]',
      '5',
      '"x"',
      '{',
      text.slice(0, -3),
      text.slice(0, text.length / 2),
      '\u0000',
    ])
      expect(problemOf(source).code).toBe('corrupt');
    expect(problemOf(text.slice(0, -3)).message).toContain('the file must be JSON');
  });

  it('refuses a __proto__ key and pollutes no prototype', () => {
    const parts = [
      /^\{/,
      /"session":\{/,
      /"environment":\{/,
      /"metrics":\[\{/,
      /"viewport":\{/,
      /"events":\[\{/,
      /\{"first"/,
    ];
    for (const part of parts) {
      const poisoned = text.replace(part, (start) =>
        start === '{"first"' ? '{"__proto__":{"polluted":1},"first"' : `${start}"__proto__":{"polluted":1},`,
      );
      expect(poisoned).not.toBe(text);
      expect(problemOf(poisoned).code).toBe('corrupt');
    }
    expect('polluted' in {}).toBe(false);
  });

  it('drops a __proto__ key of a mark’s detail', () => {
    const poisoned = text.replace('"wave":3', '"wave":3,"__proto__":{"polluted":1}');
    const [event] = parseSnapshot(poisoned).frames.events;
    expect(Object.getOwnPropertyNames(event?.detail)).toEqual(['wave', 'deep']);
    expect(event?.detail).not.toHaveProperty('polluted');
  });

  it('keeps a label that is named __proto__, which is a name like any other', async () => {
    const other = createExamplePage();
    other.metrics.registry.registerGauge('a', 'b', { labels: JSON.parse('{"__proto__":"x"}') }).set(5);
    const { summary } = await other.sessions.start();
    other.run(3);
    await other.sessions.stop();
    const stored = (await other.sessions.open(summary.id)) as StoredSession;
    const read = parseSnapshot([...writeSnapshot(stored)].join(''));
    expect(readColumn(read.frames, 'a:b{__proto__="x"}', { from: 0, to: 3 })).toEqual(Float64Array.of(5, 5, 5));
  });

  it('refuses deep nesting wherever it is, and cuts it in a detail', () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    expect(problemOf(text.replace('"environment":{', `"environment":${deep},"x":{`)).code).toBe('corrupt');
    expect(problemOf(text.replace('"blocks":[', `"blocks":[${deep},`)).code).toBe('corrupt');
    const detail = parseSnapshot(text.replace('"wave":3', `"wave":${deep}`)).frames.events[0]?.detail;
    expect(detail === undefined || typeof detail === 'string').toBe(true);
  });

  it('refuses a short file that would be long in memory', () => {
    const columns = 4096;
    const wide = broken((file) => {
      file.layouts = [Array(columns).fill(null)];
      file.blocks = [
        {
          first: 0,
          frames: 20_000,
          layout: 0,
          time: Array(20_000).fill(5),
          interval: Array(20_000).fill(null),
          gaps: [],
          columns: Array(columns).fill(null),
        },
      ];
    });
    expect(problemOf(wide).message).toContain('blocks must be at most 67108864 values, current value is 81920000');
  });
});
