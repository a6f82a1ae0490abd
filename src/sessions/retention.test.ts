import { describe, expect, it } from 'vitest';
import { requireRetention, sessionsToDrop } from './retention.ts';
import type { SessionSummary } from './session-types.ts';

const stored = (id: string, savedAt: number, summary: Partial<SessionSummary> = {}) => ({
  savedAt,
  summary: {
    id,
    name: id,
    tags: [],
    note: '',
    startedAt: -savedAt,
    durationMs: 0,
    frames: 0,
    bytes: 100,
    pinned: false,
    state: 'complete' as const,
    ...summary,
  },
});

describe('sessionsToDrop', () => {
  it('drops what was stored longest ago until both limits hold', () => {
    const sessions = [stored('b', 2), stored('a', 1), stored('c', 3), stored('d', 4)];
    expect(sessionsToDrop(sessions, { sessions: 2 })).toEqual(['a', 'b']);
    expect(sessionsToDrop(sessions, { bytes: 350 })).toEqual(['a']);
    expect(sessionsToDrop(sessions, { sessions: 3, bytes: 200 })).toEqual(['a', 'b']);
    expect(sessionsToDrop(sessions, { sessions: 0 })).toEqual(['a', 'b', 'c', 'd']);
  });

  it('neither counts nor drops pinned sessions', () => {
    const sessions = [stored('a', 1, { pinned: true, bytes: 1e9 }), stored('b', 2), stored('c', 3)];
    expect(sessionsToDrop(sessions, { sessions: 2, bytes: 200 })).toEqual([]);
    expect(sessionsToDrop(sessions, { sessions: 1 })).toEqual(['b']);
  });

  it('counts what is being recorded, and never drops it', () => {
    const sessions = [stored('a', 1, { state: 'recording' }), stored('b', 2), stored('c', 3, { state: 'recovered' })];
    expect(sessionsToDrop(sessions, { sessions: 1 })).toEqual(['b', 'c']);
  });

  it('keeps 20 sessions of 256 MiB together by default', () => {
    const many = Array.from({ length: 22 }, (_, k) => stored(`s${k}`, k));
    expect(sessionsToDrop(many)).toEqual(['s0', 's1']);
    expect(sessionsToDrop([stored('a', 1, { bytes: 200 * 2 ** 20 }), stored('b', 2, { bytes: 57 * 2 ** 20 })])).toEqual(
      ['a'],
    );
  });

  it('does not reorder its input', () => {
    const sessions = [stored('b', 2), stored('a', 1)];
    sessionsToDrop(sessions, { sessions: 0 });
    expect(sessions.map(({ summary }) => summary.id)).toEqual(['b', 'a']);
  });

  it('drops nothing by a size or a limit that is not a number', () => {
    const sessions = [stored('a', 1, { bytes: Number.NaN }), stored('b', 2)];
    expect(sessionsToDrop(sessions)).toEqual([]);
    expect(sessionsToDrop(sessions, { bytes: 1 })).toEqual([]);
    expect(sessionsToDrop([stored('a', 1)], { sessions: Number.NaN, bytes: Number.NaN })).toEqual([]);
  });
});

describe('requireRetention', () => {
  it('takes limits, none of them, and no end', () => {
    for (const retention of [
      undefined,
      {},
      { sessions: 0, bytes: 0 },
      { sessions: 50, bytes: Number.POSITIVE_INFINITY },
    ])
      expect(() => requireRetention(retention)).not.toThrow();
  });

  it('refuses what is no limit, with the value and what was wanted', () => {
    const refused: [retention: unknown, message: string][] = [
      [null, 'retention must be an object of sessions and bytes, current value is null'],
      [5, 'retention must be an object of sessions and bytes, current value is 5'],
      [{ sessions: 50, bytes: Number.NaN }, 'retention.bytes must be a number, 0 or larger, current value is NaN'],
      [{ sessions: null }, 'retention.sessions must be a number, 0 or larger, current value is null'],
      [{ sessions: -1 }, 'retention.sessions must be a number, 0 or larger, current value is -1'],
      [{ bytes: '5' }, 'retention.bytes must be a number, 0 or larger, current value is "5"'],
    ];
    for (const [retention, message] of refused)
      expect(() => requireRetention(retention as undefined)).toThrow(`Cannot record sessions: ${message}`);
  });
});
