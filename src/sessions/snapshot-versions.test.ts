import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readColumn } from '../frames/index.ts';
import { parseSnapshot } from './parse-snapshot.ts';
import { SnapshotDraft } from './snapshot-draft.ts';
import type { SnapshotData, SnapshotMigration } from './snapshot-versions.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** A file of version 1 as the code of 2026 wrote it. It is never written anew. */
const V1 = readFileSync(new URL('./session-v1.golden.json', import.meta.url), 'utf8');

describe('a file of version 1', () => {
  it('is read for ever, with every figure that it had', () => {
    const session = parseSnapshot(V1);
    expect(session.summary).toMatchObject({
      name: 'Of 2026',
      tags: ['kept'],
      note: '',
      frames: 20,
      durationMs: 5320.685486178153,
    });
    expect(session.environment).toMatchObject({ url: 'https://example.com/game', refreshMs: 16.666 });
    expect(session.frames.events).toMatchObject([
      { kind: 'mark', name: 'spawn', detail: { wave: 3 } },
      { kind: 'section', name: 'level' },
    ]);
    const stats = session.stats();
    expect(stats.frames).toBe(19);
    expect(stats.excluded).toEqual({ count: 1, byReason: { hidden: 1 } });
    expect(stats.frame).toMatchObject({ mean: 17.75020296122316, p50: 16.356205604526785, p99: 22.990900873451615 });
    expect(session.stats({ section: 'level' }).frame.p99).toBe(21.940940492406032);
    expect(session.histograms.find(({ descriptor }) => descriptor.id.name === 'late')).toMatchObject({
      count: 1,
      sum: 3,
    });
    const hits = readColumn(session.frames, 'game:hits{zone="0"}', { from: 55, to: 75 });
    expect(hits.every((value) => value > 0)).toBe(true);
  });

  it('is the same once it is written by the code of today', () => {
    const again = parseSnapshot([...writeSnapshot(parseSnapshot(V1))].join(''));
    expect(again.stats()).toEqual(parseSnapshot(V1).stats());
    expect(again.metrics).toEqual(parseSnapshot(V1).metrics);
  });
});

describe('SnapshotDraft', () => {
  // What later versions may do: give a field another name, and blocks another shape.
  const migrations: readonly SnapshotMigration[] = [
    { head: ({ title, ...head }) => ({ ...head, timeOriginMs: title }), block: (block) => block },
    {
      head: (head) => head,
      block: (block) => {
        const { start, ...rest } = block as SnapshotData;
        return { ...rest, first: start };
      },
    },
  ];
  const file = (version: number) => {
    const { timeOriginMs, blocks, ...head } = JSON.parse(V1);
    const old = blocks.map(({ first, ...block }: { first: number }) => ({ ...block, start: first }));
    return {
      head: { ...head, version, ...(version === 1 ? { title: timeOriginMs } : { timeOriginMs }), blocks: [] },
      blocks: version < 3 ? old : blocks,
    };
  };

  it('makes a file of each older version one of the newest, version by version', () => {
    for (const version of [1, 2, 3]) {
      const { head, blocks } = file(version);
      const draft = new SnapshotDraft(head, migrations);
      for (const block of blocks) draft.add(block);
      expect(draft.session().stats(), String(version)).toEqual(parseSnapshot(V1).stats());
    }
  });

  it('refuses a version that is newer than what it knows, and one that there never was', () => {
    const versioned = (version: unknown) => () => new SnapshotDraft({ ...file(1).head, version }, migrations);
    expect(versioned(4)).toThrow('Cannot read the session: version must be at most 3, current value is 4');
    for (const version of [0, -1, 1.5, '1', null])
      expect(versioned(version)).toThrow('version must be an integer, 1 or larger');
  });
});
