import { beforeAll, describe, expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import type { RedactedPart, SessionFormat } from './file-options.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { redactSession } from './redact-session.ts';
import type { SessionLibrary } from './sessions.ts';
import type { StoredSession } from './stored-session.ts';

const SECRETS: Readonly<Record<RedactedPart, readonly string[]>> = {
  url: ['secret-url'],
  userAgent: ['secret-agent'],
  gpu: ['secret-gpu'],
  thumbnail: ['secret+picture+A'],
  name: ['secret-name'],
  tags: ['secret-tag'],
  note: ['secret-remark'],
  labels: ['secret-label', 'secret-pass', 'secret-family'],
  events: ['secret-mark', 'secret-detail', 'secret-section', 'secret-script', 'secret-note'],
};
const ALL = Object.values(SECRETS).flat();
const FORMATS: readonly SessionFormat[] = ['json', 'csv', 'presentmon', 'trace'];

let sessions: SessionLibrary;
let id: string;
let session: StoredSession;

const textOf = async (options: Parameters<SessionLibrary['export']>[1]) => (await sessions.export(id, options)).text();
const secretsIn = (text: string) => ALL.filter((secret) => text.includes(secret));

beforeAll(async () => {
  const page = createExamplePage();
  ({ sessions } = page);
  page.environment = { ...page.environment, url: 'https://secret-url/', userAgent: 'secret-agent', gpu: 'secret-gpu' };
  const { registry } = page.metrics;
  const { eventLog } = page.frames;
  registry.registerHistogram('game', 'labelled', { labels: { user: 'secret-label' } }).record(3);
  registry.registerGauge('game', 'labelled_ms', { labels: { user: 'secret-label' } }).set(3);
  registry.registerGauge('engine', 'performance.gpu_pass_ms', { labels: { pass: 'secret-pass' } }).set(3);
  registry
    .family('counter', 'game', 'visits', { labels: ['room'] })
    .with('secret-family')
    .increment();
  const { summary } = await sessions.start({ name: 'secret-name', tags: ['secret-tag'] });
  ({ id } = summary);
  eventLog.mark('secret-mark', page.nowMs(), { text: 'secret-detail' });
  eventLog.note('secret-note', page.nowMs());
  eventLog.section('secret-section', page.nowMs(), page.nowMs)();
  page.run(40);
  eventLog.record({ kind: 'long-frame', name: 'secret-script', timeMs: page.nowMs(), durationMs: 60 });
  const close = eventLog.section('secret-section', page.nowMs(), page.nowMs);
  page.run(40);
  close();
  await sessions.stop();
  await sessions.update(id, { note: 'secret-remark' });
  // Only a snapshot of the flight recorder has a picture, and so does the file of one.
  const file = JSON.parse(await textOf({}));
  file.thumbnail = 'data:image/jpeg;base64,secret+picture+A';
  ({ id } = (await sessions.import(JSON.stringify(file))).summary);
  session = (await sessions.open(id)) as StoredSession;
});

describe('redactSession', () => {
  it.each(FORMATS)('leaves nothing of what others should not see in %s', async (format) => {
    expect(secretsIn(await textOf({ format })).length).toBeGreaterThan(0);
    expect(secretsIn(await textOf({ format, redact: true }))).toEqual([]);
  });

  it.each(['json', 'csv'] as const)('takes out of %s only the parts that are named', async (format) => {
    expect(secretsIn(await textOf({ format }))).toEqual(ALL);
    for (const part of Object.keys(SECRETS) as RedactedPart[]) {
      const left = ALL.filter((secret) => !SECRETS[part].includes(secret));
      expect(secretsIn(await textOf({ format, redact: [part] })), part).toEqual(left);
    }
    expect(secretsIn(await textOf({ format, redact: [] }))).toEqual(ALL);
    expect(secretsIn(await textOf({ format, redact: false }))).toEqual(ALL);
  });

  it('keeps every figure, and which things are the same', async () => {
    const redacted = parseSnapshot(await textOf({ redact: true }));
    expect(redacted.stats()).toEqual(session.stats());
    expect(redacted.stats({ section: 'section 1' })).toEqual(session.stats({ section: 'secret-section' }));
    expect(redacted.frames.events.map(({ kind, name }) => [kind, name])).toEqual([
      ['mark', 'mark 1'],
      ['note', 'note 1'],
      ['section', 'section 1'],
      ['long-frame', 'long-frame 1'],
      ['section', 'section 1'],
    ]);
    const zones = redacted.frames.columns.filter(({ descriptor }) => descriptor.id.name === 'hits');
    expect(zones.map(({ key }) => key)).toEqual(['game:hits{zone="1"}', 'game:hits{zone="2"}', 'game:hits{zone="3"}']);
    const users = redacted.metrics.filter(({ id }) => id.name.startsWith('labelled'));
    expect(users.map((metric) => metric.id.labels)).toEqual([{ user: '1' }, { user: '1' }]);
    expect(redacted.histograms.map(({ count, buckets }) => ({ count, buckets }))).toEqual(
      session.histograms.map(({ count, buckets }) => ({ count, buckets })),
    );
    expect(redacted.summary).toMatchObject({ id, name: 'Redacted', tags: [], note: '' });
    expect(redacted.environment).toMatchObject({ url: null, userAgent: null, gpu: null, refreshMs: 16.666 });
  });

  it('refuses a part that it does not know, so that nobody trusts a misspelt one', () => {
    for (const redact of [['urls'], 'url', 1, {}, [null]])
      expect(() => redactSession(session, redact as never)).toThrow(
        'Cannot export the session: redact must be true, false or some of url,userAgent,gpu,thumbnail,name,tags,note,labels,events',
      );
  });
});
