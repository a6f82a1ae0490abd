import { describe, expect, it } from 'vitest';
import { findSessions } from './find-sessions.ts';

const sessions = [
  { name: 'Forest, shadows on', tags: ['release-3', 'GPU'], note: '' },
  { name: 'Forest, shadows off', tags: [], note: 'After the driver update\nslow start' },
  { name: 'Boss fight', tags: ['release-3'], note: '' },
];
const found = (search: string) => findSessions(sessions, search).map(({ name }) => name);

describe('findSessions', () => {
  it('finds by words of name, tags and note, in any order and case', () => {
    expect(found('SHADOWS forest')).toEqual(['Forest, shadows on', 'Forest, shadows off']);
    expect(found('release-3')).toEqual(['Forest, shadows on', 'Boss fight']);
    expect(found('gpu on')).toEqual(['Forest, shadows on']);
    expect(found('driver slow')).toEqual(['Forest, shadows off']);
  });

  it('finds all without a word, and none when one word is nowhere', () => {
    expect(found('')).toHaveLength(3);
    expect(found('  ')).toHaveLength(3);
    expect(found('forest dragon')).toEqual([]);
  });

  it('finds no word across two tags', () => {
    expect(found('3gpu')).toEqual([]);
  });
});
