import { describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { SessionError } from './session-error.ts';

// There is no IndexedDB in Node, so that all of this is what happens in memory; e2e/sessions tests the store.

describe('createSessions', () => {
  it('records nothing before it is started, and nothing after it is stopped', async () => {
    const page = createExamplePage();
    page.run(300);
    expect(page.sessions.current).toBeNull();
    expect(await page.sessions.stop()).toBeNull();
    const session = await page.sessions.start();
    page.run(500);
    const summary = await page.sessions.stop();
    page.run(500);
    const stored = await page.sessions.open(session.summary.id);
    expect(summary?.frames).toBe(500);
    expect([stored.frames.firstFrame, stored.frames.endFrame]).toEqual([300, 800]);
    expect(page.sessions.current).toBeNull();
    expect(page.frames.endFrame).toBe(1300);
  });

  it('gives the same statistics live, stopped and stored', async () => {
    const page = createExamplePage();
    page.run(10);
    const session = await page.sessions.start();
    const close = page.frames.eventLog.section('level', page.nowMs(), page.nowMs);
    page.run(400);
    close();
    page.run(30);
    const options = [{}, { section: 'level' }, { lastMs: 3000 }, { budgetMs: 8 }];
    const live = options.map((each) => session.stats(each));
    const summary = await page.sessions.stop();
    page.run(100);
    expect(options.map((each) => session.stats(each))).toEqual(live);
    const stored = await page.sessions.open(session.summary.id);
    expect(options.map((each) => stored.stats(each))).toEqual(live);
    expect(stored.summary).toEqual(summary);
    expect(session.summary).toEqual(summary);
    expect(live[0]?.excluded.byReason).toEqual({ hidden: 4 });
  });

  it('keeps blocks that are sealed between two flushes, and late values that come before the seal', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start();
    page.run(250);
    page.tick();
    page.metrics.setGpuTime(page.frames.endFrame - 1, 4.5);
    page.run(1000);
    page.tick();
    await page.sessions.stop();
    const { frames } = await page.sessions.open(summary.id);
    const gpuTimes = new Float64Array(1250);
    frames.read('engine:performance.gpu_time_ms', 0, 1250, gpuTimes);
    expect(gpuTimes.indexOf(4.5)).toBe(249);
    expect(gpuTimes.filter((value) => !Number.isNaN(value))).toHaveLength(1);
  });

  it('gives a metric that comes during the session its column from then on', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start();
    page.run(40);
    page.metrics.registry.registerCounter('game', 'later').increment(7);
    page.run(40);
    await page.sessions.stop();
    const { frames, metrics } = await page.sessions.open(summary.id);
    const later = new Float64Array(80);
    frames.read('game:later', 0, 80, later);
    expect(later.indexOf(7)).toBe(40);
    expect(later.subarray(0, 40).every(Number.isNaN)).toBe(true);
    expect(metrics.some(({ id }) => id.name === 'later')).toBe(true);
  });

  it('takes what histograms held before off', async () => {
    const page = createExamplePage();
    page.run(100);
    const session = await page.sessions.start();
    const fresh = page.metrics.registry.registerHistogram('game', 'fresh');
    for (const value of [1, 2, 3]) fresh.record(value);
    page.run(60);
    const live = session.histograms;
    await page.sessions.stop();
    const { histograms } = await page.sessions.open(session.summary.id);
    expect(histograms).toEqual(live);
    const byName = (name: string) => histograms.find(({ descriptor }) => descriptor.id.name === name);
    expect(byName('fresh')).toMatchObject({ count: 3, sum: 6, min: 1, max: 3 });
    const load = byName('load "x"');
    expect(load).toMatchObject({ count: 60, min: Number.NaN });
    expect(load?.buckets.map(({ upperBound }) => upperBound)).toEqual([1, 5, 10, Number.POSITIVE_INFINITY]);
    expect(load?.buckets.reduce((sum, { count }) => sum + count, 0)).toBe(60);
  });

  it('takes the marks and sections of its time, and no others', async () => {
    const page = createExamplePage();
    const { eventLog } = page.frames;
    eventLog.mark('before', page.nowMs());
    eventLog.section('over', page.nowMs(), page.nowMs)();
    const close = eventLog.section('across', page.nowMs(), page.nowMs);
    page.run(5);
    const session = await page.sessions.start();
    eventLog.mark('during', page.nowMs(), { toJSON: () => ['x'], self: globalThis });
    eventLog.mark('odd', page.nowMs(), () => undefined);
    page.run(5);
    close();
    await page.sessions.stop();
    page.run(5);
    eventLog.mark('after', page.nowMs());
    const { events } = (await page.sessions.open(session.summary.id)).frames;
    expect(events.map(({ name }) => name)).toEqual(['across', 'during', 'odd']);
    expect(session.frames.events.map(({ name }) => name)).toEqual(['across', 'during', 'odd']);
    expect(events.map(({ detail }) => detail)).toEqual([undefined, ['x'], undefined]);
  });

  it('starts anew while it records, without losing a frame between', async () => {
    const page = createExamplePage();
    const first = await page.sessions.start({ name: 'one' });
    page.run(30);
    const second = await page.sessions.start({ name: 'two' });
    page.run(20);
    expect(page.sessions.current).toBe(second);
    await page.sessions.stop();
    const [one, two] = [await page.sessions.open(first.summary.id), await page.sessions.open(second.summary.id)];
    expect(one.summary).toMatchObject({ name: 'one', frames: 30, state: 'complete' });
    expect(two.summary).toMatchObject({ name: 'two', frames: 20, state: 'complete' });
    expect(two.frames.firstFrame).toBe(one.frames.endFrame);
  });

  it('asks for the environment until the refresh period is known, and at the end', async () => {
    const page = createExamplePage();
    page.environment = { ...page.environment, refreshMs: null };
    const session = await page.sessions.start();
    expect(session.environment.refreshMs).toBeNull();
    page.environment = { ...page.environment, refreshMs: 10 };
    expect(session.environment.refreshMs).toBe(10);
    page.environment = { ...page.environment, refreshMs: 20, url: 'https://example.com/level-2' };
    expect(session.environment.refreshMs).toBe(10);
    await page.sessions.stop();
    expect((await page.sessions.open(session.summary.id)).environment).toEqual(page.environment);
  });

  it('exports, imports under a new id, changes, removes and lists', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start({ name: 'first' });
    page.run(20);
    await page.sessions.stop();
    const plain = await page.sessions.export();
    const gzip = await page.sessions.export(summary.id, { gzip: true });
    expect([plain.type, gzip.type]).toEqual(['application/json', 'application/gzip']);
    expect(gzip.size).toBeLessThan(plain.size);
    const copies = [
      await page.sessions.import(plain),
      await page.sessions.import(gzip),
      await page.sessions.import(await plain.text()),
    ];
    const original = await page.sessions.open(summary.id);
    for (const copy of copies) expect(copy.stats()).toEqual(original.stats());
    const ids = [summary, ...copies.map((copy) => copy.summary)].map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
    expect((await page.sessions.list()).map(({ id }) => id).sort()).toEqual(ids.sort());
    await page.sessions.update(summary.id, { name: 'second' });
    await page.sessions.update(summary.id, { pinned: true, note: 'a\nb', tags: ['x', 'y', 'x'] });
    const changed = { name: 'second', pinned: true, note: 'a\nb', tags: ['x', 'y'] };
    expect((await page.sessions.open(summary.id)).summary).toMatchObject(changed);
    const { note, tags } = (await page.sessions.import(await page.sessions.export(summary.id))).summary;
    expect({ note, tags }).toEqual({ note: 'a\nb', tags: ['x', 'y'] });
    for (const { id } of await page.sessions.list()) await page.sessions.remove(id);
    expect(await page.sessions.list()).toEqual([]);
    await expect(page.sessions.export()).rejects.toMatchObject({ name: 'SessionError', code: 'not-found' });
  });

  it('has the note that it was started with, stored and in a file', async () => {
    const { sessions, run } = createExamplePage();
    const { summary } = await sessions.start({ name: 'first', note: 'Shadows on' });
    run(10);
    await sessions.stop();
    expect(summary.note).toBe('Shadows on');
    expect((await sessions.list()).map(({ note }) => note)).toEqual(['Shadows on']);
    const copy = await sessions.import(await sessions.export(summary.id));
    expect(copy.summary.note).toBe('Shadows on');
  });

  it('refuses wrong arguments with what came and what was wanted, and goes on with what runs', async () => {
    const { sessions } = createExamplePage();
    const { summary } = await sessions.start({ name: 'first' });
    const calls: [call: Promise<unknown>, message: string][] = [
      [
        sessions.start({ tags: 'a' as never }),
        'Cannot start a session: tags must be an array of texts, current value is "a"',
      ],
      [
        sessions.start({ note: 5 as never }),
        'Cannot start a session: note must be a text of at most 4096 characters, current value is 5',
      ],
      [
        sessions.open(undefined as never),
        'Cannot find the session: id must be one of the list, current value is undefined',
      ],
      [sessions.remove(null as never), 'Cannot find the session: id must be one of the list, current value is null'],
      [sessions.update(5 as never, {}), 'Cannot find the session: id must be one of the list, current value is 5'],
      [
        sessions.update(undefined as never, { name: 'a' }),
        'Cannot find the session: id must be one of the list, current value is undefined',
      ],
      [
        sessions.update(summary.id, { name: ' ' }),
        `Cannot change session "${summary.id}": name must be a text of 1 to 200 characters, current value is " "`,
      ],
    ];
    for (const [call, message] of calls)
      await expect(call).rejects.toMatchObject({ name: 'SessionError', code: 'invalid', message });
    expect(sessions.current?.summary).toMatchObject({ id: summary.id, name: 'first', state: 'recording' });
  });

  it('stores nothing of a file that it refuses', async () => {
    const page = createExamplePage();
    for (const file of ['{', new Blob(['{']), new Blob([Uint8Array.of(0x1f, 0x8b, 8, 0)])]) {
      const error = await page.sessions.import(file).catch((problem: unknown) => problem);
      expect(error).toBeInstanceOf(SessionError);
      expect(error).toMatchObject({ code: 'corrupt' });
    }
    expect(await page.sessions.list()).toEqual([]);
  });

  it('goes on in memory without a store, says so once, and says what cannot be done', async () => {
    const page = createExamplePage();
    await page.sessions.start();
    page.run(10);
    page.tick();
    await page.sessions.stop();
    expect(page.sessions.problem).toMatchObject({ code: 'blocked' });
    expect(page.warnings).toHaveLength(1);
    expect(page.warnings[0]).toMatch(/^Cannot use the stored sessions: .* kept in memory/);
    await expect(page.sessions.open('nothing')).rejects.toMatchObject({ code: 'blocked' });
    await expect(page.sessions.remove('nothing')).rejects.toMatchObject({ code: 'blocked' });
  });

  it('holds what would be 80 MB in a few without a store, because what it holds is compressed', async () => {
    const page = createExamplePage();
    for (let k = 0; k < 400; k++) page.metrics.registry.registerGauge('wide', `gauge_${k}`);
    const { summary } = await page.sessions.start();
    for (let k = 0; k < 100; k++) {
      page.run(256);
      page.tick();
    }
    const stopped = await page.sessions.stop();
    const stored = await page.sessions.open(summary.id);
    expect(stopped?.frames).toBe(25_600);
    expect(stored.summary.bytes).toBeLessThanOrEqual(4 * 2 ** 20);
    expect([stored.frames.firstFrame, stored.frames.endFrame]).toEqual([0, 25_600]);
  });

  it('changes and removes a session that was stopped and is still being compressed', async () => {
    const page = createExamplePage();
    // So many columns take longer to compress than a change takes to find the session.
    for (let k = 0; k < 400; k++) page.metrics.registry.registerGauge('wide', `gauge_${k}`);
    const record = async () => {
      const { summary } = await page.sessions.start();
      page.run(1000);
      return summary.id;
    };
    const changed = await record();
    let ended: Promise<unknown> = page.sessions.stop();
    await page.sessions.update(changed, { name: 'Boss', pinned: true });
    await ended;
    const removed = await record();
    const file = await page.sessions.export(removed);
    ended = page.sessions.stop();
    await page.sessions.remove(removed);
    await ended;
    expect(await page.sessions.list()).toHaveLength(1);
    // Nothing is left of it: the id is free.
    expect((await page.sessions.import(file)).summary.id).toBe(removed);
    const replaced = await record();
    ended = page.sessions.start();
    await page.sessions.update(replaced, { note: 'x' });
    await ended;
    await page.sessions.stop();
    const listed = await page.sessions.list();
    expect(listed.find(({ id }) => id === changed)).toMatchObject({ name: 'Boss', pinned: true, frames: 1000 });
    expect(listed.find(({ id }) => id === replaced)).toMatchObject({ note: 'x', frames: 1000 });
  });

  it('tells listeners, and is not stopped by one that throws', async () => {
    const page = createExamplePage();
    let calls = 0;
    page.sessions.subscribe(() => {
      throw new Error('broken listener');
    });
    const unsubscribe = page.sessions.subscribe(() => calls++);
    await page.sessions.start();
    expect(calls).toBeGreaterThan(0);
    const before = calls;
    unsubscribe();
    await page.sessions.stop();
    expect(calls).toBe(before);
  });

  it('ends the recording when it is destroyed, and leaves no sink behind', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start();
    page.run(5);
    expect(page.metrics.registry.backend.sinks.size).toBe(1);
    await page.sessions.destroy();
    expect(page.metrics.registry.backend.sinks.size).toBe(0);
    expect((await page.sessions.open(summary.id)).summary.state).toBe('complete');
  });

  it('starts nothing once it is destroyed, so that no recording is left that nobody ends', async () => {
    const page = createExamplePage();
    await page.sessions.destroy();
    await expect(page.sessions.start()).rejects.toMatchObject({
      code: 'invalid-operation',
      message: 'Cannot start a session: the scope must be there, current value is "destroyed"',
    });
    expect(page.sessions.current).toBeNull();
    expect(page.metrics.registry.backend.sinks.size).toBe(0);
    expect(await page.sessions.list()).toEqual([]);
  });

  it('refuses a retention that is no limits before anything ends or goes', async () => {
    const page = createExamplePage();
    const running = await page.sessions.start({ name: 'running' });
    for (const bytes of [Number.NaN, -1, null as unknown as number]) {
      const error = await page.sessions.start({ retention: { bytes } }).catch((problem: unknown) => problem);
      expect(error).toMatchObject({ name: 'MetricsError', code: 'invalid-config' });
    }
    expect(page.sessions.current).toBe(running);
    expect(page.metrics.registry.backend.sinks.size).toBe(1);
    expect(await page.sessions.list()).toMatchObject([{ name: 'running', state: 'recording' }]);
  });

  it('gives files of one id that are imported at once an id each', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start({ name: 'one' });
    page.run(20);
    await page.sessions.stop();
    const file = JSON.parse(await (await page.sessions.export()).text());
    await page.sessions.remove(summary.id);
    const { blocks, ...other } = { ...file, session: { ...file.session, name: 'two', frames: 0 } };
    const files = [file, { ...other, blocks: [] }, file].map((each) => page.sessions.import(JSON.stringify(each)));
    const [one, two, again] = await Promise.all(files);
    expect(one?.summary.id).toBe(summary.id);
    expect(new Set([one, two, again].map((session) => session?.summary.id)).size).toBe(3);
    const listed = (await page.sessions.list()).map(({ name, frames }) => [name, frames]);
    expect(listed.sort()).toEqual([
      ['one', 20],
      ['one', 20],
      ['two', 0],
    ]);
    expect((await page.sessions.open(two?.summary.id ?? '')).summary).toMatchObject({ name: 'two', frames: 0 });
  });

  it('goes on importing after an import that was refused', async () => {
    const page = createExamplePage();
    await page.sessions.start({ name: 'one' });
    page.run(5);
    await page.sessions.stop();
    const text = await (await page.sessions.export()).text();
    const results = await Promise.allSettled([page.sessions.import('{'), page.sessions.import(text)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
  });

  it('keeps the first marks of a long recording, which the log has dropped by its end', async () => {
    const page = createExamplePage();
    const { summary } = await page.sessions.start();
    const close = page.frames.eventLog.section('measurement', page.nowMs(), page.nowMs);
    for (let k = 0; k < 100; k++) {
      page.run(2);
      for (let n = 0; n < 100; n++) page.frames.eventLog.mark(`${k}`, page.nowMs());
      page.tick();
      await new Promise((resolve) => setTimeout(resolve));
    }
    close();
    await page.sessions.stop();
    const stored = await page.sessions.open(summary.id);
    expect(page.frames.events.length).toBeLessThanOrEqual(4096);
    expect(stored.frames.events).toHaveLength(10_001);
    expect(stored.frames.events[1]?.name).toBe('0');
    expect(stored.stats({ section: 'measurement' }).frames).toBeGreaterThan(150);
  });

  it('records periods that cannot be right as missing, so that the file can be read again', async () => {
    const page = createExamplePage();
    page.environment = { ...page.environment, refreshMs: 1e-300, budgetMs: -5 };
    await page.sessions.start();
    page.run(5);
    await page.sessions.stop();
    const imported = await page.sessions.import(await page.sessions.export());
    expect(imported.environment).toMatchObject({ refreshMs: null, budgetMs: null });
  });
});
