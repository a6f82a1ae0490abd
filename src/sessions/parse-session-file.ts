import { isCsv, parseCsv } from './parse-csv.ts';
import { attempt } from './snapshot-check.ts';
import { SnapshotDraft } from './snapshot-draft.ts';
import type { StoredSession } from './stored-session.ts';

/** The lines between which a snapshot has one block a line. */
const BLOCKS_BEGIN = '"blocks":[';
const BLOCKS_END = ']}';

/**
 * Reads the lines of a snapshot or of our CSV, in pieces: between two of them it gives how much is done, from 0 to 1.
 *
 * @throws SessionError as `parseSnapshot`
 */
export function* parseSessionFile(lines: readonly string[]): Generator<number, StoredSession> {
  return yield* isCsv(lines) ? parseCsv(lines) : parseJson(lines);
}

function* parseJson(lines: readonly string[]): Generator<number, StoredSession> {
  const begin = lines.indexOf(BLOCKS_BEGIN);
  const end = lines.lastIndexOf(BLOCKS_END);
  const isOurs = begin >= 0 && end > begin && lines.slice(end + 1).every((line) => line === '');
  // A line break is never within a text of JSON: what is written as a line can be read as one, without the others.
  const head = isOurs ? jsonOf(`${lines.slice(0, begin + 1).join('\n')}]}`) : undefined;
  if (head === undefined) return yield* parseWhole(lines);
  const draft = new SnapshotDraft(head);
  for (let k = begin + 1; k < end; k++) {
    const line = lines[k] as string;
    const isLast = k + 1 === end;
    const block = line.endsWith(',') === isLast ? undefined : jsonOf(isLast ? line : line.slice(0, -1));
    if (block === undefined) return yield* parseWhole(lines);
    draft.add(block);
    yield k / lines.length;
  }
  return draft.session();
}

/** JSON that somebody wrote anew, or that is none. */
function* parseWhole(lines: readonly string[]): Generator<number, StoredSession> {
  const file = attempt(
    'the file',
    'JSON or CSV of a session (PresentMon and trace files are not read back)',
    () => JSON.parse(lines.join('\n')) as unknown,
  );
  const draft = new SnapshotDraft(file);
  for (const [k, block] of draft.waiting.entries()) {
    draft.add(block);
    yield k / draft.waiting.length;
  }
  return draft.session();
}

/** undefined for what is no JSON. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
