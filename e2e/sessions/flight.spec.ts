import { expect, test } from '@playwright/test';
import { openPage } from '../open-page.ts';
import { openScope } from '../probes/page-scope.ts';

const snapshots = () =>
  scope.snapshots.list.map(({ cause, session }) => ({
    cause,
    picture: session.thumbnail,
    summary: session.summary,
    longestMs: session.stats().frame.max,
  }));

test('keeps the frames around a hitch, with a picture, and stores them when asked', async ({ page }) => {
  await openScope(page, { thumbnails: true });
  await page.evaluate(async () => {
    for (let k = 0; k < 120; k++) await new Promise(requestAnimationFrame);
    // Until it is this one: a busy machine has hitches of its own, and after one none is kept for a while.
    while (!/^Hitch of (39\d|4\d\d)\.\d ms$/.test(scope.snapshots.list.at(-1)?.cause.text ?? '')) {
      globalThis.page.nextTask = () => burn(400);
      for (let k = 0; k < 90; k++) await new Promise(requestAnimationFrame);
    }
  });
  const taken = (await page.evaluate(snapshots)).at(-1);
  expect(taken?.picture).toMatch(/^data:image\/jpeg;base64,.{100}/);
  expect(taken?.summary.tags).toEqual(['snapshot', 'hitch']);
  expect(taken?.longestMs).toBeGreaterThan(390);
  expect(taken?.summary.durationMs).toBeGreaterThan(1500);
  // Nothing is stored until somebody asks for it.
  expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);

  const { listed, stats, saved, thumbnail } = await page.evaluate(async () => {
    const snapshot = scope.snapshots.list.at(-1);
    if (snapshot === undefined) throw new Error('There must be a snapshot');
    const session = await scope.snapshots.save(snapshot);
    const { thumbnail } = await scope.sessions.open(session.summary.id);
    return { listed: await scope.sessions.list(), stats: snapshot.session.stats(), saved: session.stats(), thumbnail };
  });
  expect(listed).toMatchObject([{ name: taken?.cause.text, state: 'complete', frames: taken?.summary.frames }]);
  expect(saved).toEqual(stats);
  expect(thumbnail).toBe(taken?.picture);
});

test('fires a rule while its condition holds, once', async ({ page }) => {
  await openScope(page);
  const stopped = await page.evaluate(async () => {
    const fired: number[] = [];
    const stop = scope.when({
      when: 'frame.max > 100ms',
      do: ['mark', 'snapshot', ({ value }) => fired.push(value)],
    });
    globalThis.page.nextTask = () => burn(150);
    while (fired.length === 0) await new Promise(requestAnimationFrame);
    for (let k = 0; k < 60; k++) await new Promise(requestAnimationFrame);
    stop();
    const taken = fired.length;
    globalThis.page.nextTask = () => burn(150);
    for (let k = 0; k < 60; k++) await new Promise(requestAnimationFrame);
    return { fired, taken };
  });
  expect(stopped.fired).toHaveLength(stopped.taken);
  expect(stopped.fired[0]).toBeGreaterThan(100);
  const marks = await page.evaluate(() => scope.frames.events.map(({ name }) => name));
  expect(marks).toContain('frame.max > 100ms');
  await page.waitForFunction(() => scope.snapshots.list.some(({ cause }) => cause.kind === 'rule'));
});

test('refuses what is no rule at once', async ({ page }) => {
  await openScope(page);
  const messages = await page.evaluate(() =>
    ['frame.p99', 'frame.p98 > 5ms', 'frame.p99 > 5%', { when: 'frame.p99 > 5ms', do: 'explode' }, null].map((rule) => {
      try {
        scope.when(rule as string)();
        return 'taken';
      } catch (error) {
        return `${(error as { code: string }).code}: ${(error as Error).message}`;
      }
    }),
  );
  expect(messages).toEqual([
    'invalid-operation: Cannot watch a rule: the rule must be as "frame.p99 > 25ms over 5s for 2s", current value is "frame.p99"',
    'invalid-operation: Cannot watch a rule: the figure must be a statistic or a metric, current value is "frame.p98"',
    'invalid-operation: Cannot watch a rule: the unit must fit "ms", current value is "percent"',
    'invalid-operation: Cannot watch a rule: do must be "mark", "snapshot", "console", a function or { callback: name }, current value is "explode"',
    'invalid-operation: Cannot watch a rule: the rule must be as "frame.p99 > 25ms over 5s for 2s", current value is undefined',
  ]);
});

test('takes a snapshot when asked, and nothing after destroy', async ({ page }) => {
  await openScope(page);
  const { name, answer } = await page.evaluate(async () => {
    const { cause } = await scope.snapshots.take('Level 2');
    const late = scope.snapshots.take('Late');
    scope.destroy();
    return { name: cause.text, answer: await late.then(() => 'taken', String) };
  });
  expect(name).toBe('Level 2');
  expect(answer).toContain('Cannot use the flight recorder: the scope must be there, current value is "destroyed"');
});

test('watches the rules of the options until their call is over, and takes none when one is wrong', async ({
  page,
}) => {
  await openPage(page, '/e2e-pages/blank.html');
  const result = await page.evaluate(async () => {
    const loop = () => requestAnimationFrame(loop);
    loop();
    const problemOf = (rules: unknown) => {
      try {
        framescope.createFramescope({ hud: false, isolated: true, rules: rules as string[] }).destroy();
        return 'nothing thrown';
      } catch (error) {
        return String(error);
      }
    };
    const fired: number[] = [];
    const rules = [{ when: 'frame.max > 0.001ms', do: ({ value }: { value: number }) => void fired.push(value) }];
    const scope = framescope.createFramescope({ hud: false });
    const lease = framescope.createFramescope({ hud: false, rules });
    await new Promise<void>((resolve) => {
      const wait = () => (fired.length > 0 ? resolve() : setTimeout(wait, 20));
      wait();
    });
    lease.destroy();
    scope.destroy();
    return {
      fired: fired.length,
      problems: [problemOf('frame.p99 > 1ms'), problemOf(['frame.p99 > 1ms', 'frame.p98 > 1ms'])],
    };
  });
  expect(result.fired).toBeGreaterThan(0);
  expect(result.problems[0]).toContain('rules must be an array');
  expect(result.problems[1]).toContain('frame.p98');
});
