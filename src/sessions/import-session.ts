import type { SessionFileOptions } from './file-options.ts';
import { parseSessionFile } from './parse-session-file.ts';
import { readLines } from './read-snapshot-file.ts';
import type { StoredSession } from './stored-session.ts';
import { createTurns } from './turns.ts';

/**
 * Reads a session's file in slices between which the page goes on; half of its progress is reading it, half checking it. What is
 * JSON but not one block a line, as somebody else may write it, is parsed in one go.
 *
 * @throws SessionError as `readSnapshotFile` and `parseSnapshot`; or the signal's reason
 */
export async function importSession(
  file: Blob | string,
  { signal, onProgress }: SessionFileOptions = {},
): Promise<StoredSession> {
  const lines = await readLines(file, { signal, onProgress: (done) => onProgress?.(done / 2) });
  const turn = createTurns(signal);
  const parsing = parseSessionFile(lines);
  let step = parsing.next();
  while (!step.done) {
    onProgress?.(0.5 + step.value / 2);
    await turn();
    step = parsing.next();
  }
  onProgress?.(1);
  return step.value;
}
