import { parseSessionFile } from './parse-session-file.ts';
import type { StoredSession } from './stored-session.ts';

/**
 * Reads the text of a snapshot file, or of our CSV. Works wherever JavaScript does, and stores nothing.
 *
 * @throws SessionError `corrupt` for what is neither or broken, `version` for one of a later version
 */
export function parseSnapshot(text: string): StoredSession {
  const parsing = parseSessionFile(text.split('\n'));
  let step = parsing.next();
  while (!step.done) step = parsing.next();
  return step.value;
}
