import type { SessionSummary } from '../../sessions/session-types.ts';

/** The sessions of which name, tags and note together have all words of a search, in the order given. */
export function findSessions<T extends Pick<SessionSummary, 'name' | 'tags' | 'note'>>(
  sessions: readonly T[],
  search: string,
): readonly T[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return sessions;
  return sessions.filter(({ name, tags, note }) => {
    // Lines, so that no word is found across two of them.
    const text = [name, ...tags, note].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
