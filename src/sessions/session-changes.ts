import { invalidArgument } from './session-error.ts';
import type { SessionSummary } from './session-types.ts';

/** What a list of sessions has room for, in UTF-16 code units, as input elements count. */
export const MAX_NAME_LENGTH = 200;
export const MAX_TAG_LENGTH = 64;
export const MAX_NOTE_LENGTH = 4096;
export const MAX_TAGS = 32;

/** What can be changed of a session beside its frames; what is left out stays. */
export interface SessionChanges {
  /** 1 to 200 characters, not only blanks. */
  name?: string;
  /** At most 32, each of 1 to 64 characters, not only blanks; what comes twice is kept once. */
  tags?: readonly string[];
  /** At most 4,096 characters; empty: none. */
  note?: string;
  /** Exempts the session from retention. */
  pinned?: boolean;
}

const KEYS: readonly (keyof SessionChanges)[] = ['name', 'tags', 'note', 'pinned'];

/**
 * The changes as they are stored. A key that is not known is refused, so that nobody trusts a misspelt one.
 *
 * @throws SessionError `invalid`
 */
export function checkChanges(id: string, changes: SessionChanges): Partial<SessionSummary> {
  const require = (isRight: boolean, part: string, wanted: string, got: unknown) => {
    if (!isRight) throw invalidArgument(`change session "${id}"`, part, wanted, got);
  };
  require(typeof changes === 'object' && changes !== null, 'the changes', 'be an object', changes);
  for (const key of Object.keys(changes))
    require(KEYS.includes(key as keyof SessionChanges), 'a change', `be one of ${KEYS}`, key);
  const { name, tags, note, pinned } = changes;
  if (name !== undefined)
    require(isText(name, MAX_NAME_LENGTH), 'name', `be a text of 1 to ${MAX_NAME_LENGTH} characters`, name);
  if (tags !== undefined) {
    require(Array.isArray(tags) && tags.length <= MAX_TAGS, 'tags', `be an array of at most ${MAX_TAGS} texts`, tags);
    for (const [k, tag] of tags.entries())
      require(isText(tag, MAX_TAG_LENGTH), `tags.${k}`, `be a text of 1 to ${MAX_TAG_LENGTH} characters`, tag);
  }
  if (note !== undefined) {
    const isNote = typeof note === 'string' && note.length <= MAX_NOTE_LENGTH;
    require(isNote, 'note', `be a text of at most ${MAX_NOTE_LENGTH} characters`, note);
  }
  if (pinned !== undefined) require(typeof pinned === 'boolean', 'pinned', 'be true or false', pinned);
  return {
    ...(name !== undefined && { name }),
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
    ...(note !== undefined && { note }),
    ...(pinned !== undefined && { pinned }),
  };
}

function isText(value: unknown, maxLength: number): boolean {
  return typeof value === 'string' && value.trim() !== '' && value.length <= maxLength;
}
