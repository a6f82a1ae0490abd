import type { SessionFileOptions } from './file-options.ts';
import { SessionError } from './session-error.ts';
import { createTurns } from './turns.ts';

/** Characters of a file: less than the longest string there can be, more than an hour of 60 metrics. */
const MAX_LENGTH = 400 * 2 ** 20;

/** Objects and arrays of a file: a block has one and one for each column that changes. Each takes 56 bytes of memory or more. */
const MAX_PARTS = 2 ** 22;
/** Its numbers, about: a comma stands behind each. As many as a session may have, with times and intervals. */
const MAX_COMMAS = 2 ** 26;
/** Lines that are told apart: what has more is not ours, and its last one keeps the rest. */
const MAX_LINES = 2 ** 22;
/** Characters of a string that are looked at between two pauses. */
const PIECE_LENGTH = 2 ** 18;

export interface ReadSnapshotOptions {
  maxLength?: number;
  maxParts?: number;
  maxCommas?: number;
}

/**
 * The text of a session's file, which may be gzip: its first two bytes tell. Reading stops at `maxLength` characters, and before
 * there is more than a session has of anything: 1 MB of gzip may be 100 million objects, which JSON would all make at once.
 *
 * @throws SessionError `corrupt` for broken gzip, and for more text, objects or values than any session has
 */
export async function readSnapshotFile(file: Blob | string, options: ReadSnapshotOptions = {}): Promise<string> {
  return (await readLines(file, options)).join('\n');
}

/**
 * The same text by lines, without their line breaks, because those of a session are a piece of work each. Progress is by bytes.
 *
 * @throws SessionError as `readSnapshotFile`; or the signal's reason
 */
export async function readLines(
  file: Blob | string,
  {
    maxLength = MAX_LENGTH,
    maxParts = MAX_PARTS,
    maxCommas = MAX_COMMAS,
    signal,
    onProgress,
  }: ReadSnapshotOptions & SessionFileOptions = {},
): Promise<string[]> {
  let length = 0;
  let parts = 0;
  let commas = 0;
  const requireSane = (text: string) => {
    length += text.length;
    if (length > maxLength) throw new RangeError(`Its text is longer than ${maxLength} characters`);
    for (let k = 0; k < text.length; k++) {
      const code = text.charCodeAt(k);
      if (code === 0x2c) commas++;
      else if (code === 0x5b || code === 0x7b) parts++;
    }
    if (parts > maxParts) throw new RangeError(`It has more than ${maxParts} objects and arrays`);
    if (commas > maxCommas) throw new RangeError(`It has more than ${maxCommas} values`);
  };
  const lines: string[] = [];
  const line: string[] = [];
  const turn = createTurns(signal);
  try {
    for await (const { text, done } of typeof file === 'string' ? piecesOf(file) : textsOf(file)) {
      requireSane(text);
      onProgress?.(done);
      let from = 0;
      for (let at = text.indexOf('\n'); at >= 0 && lines.length < MAX_LINES; at = text.indexOf('\n', from)) {
        line.push(text.slice(from, at));
        lines.push(line.join(''));
        line.length = 0;
        from = at + 1;
      }
      line.push(text.slice(from));
      await turn();
    }
  } catch (cause) {
    signal?.throwIfAborted();
    const text = 'Cannot read the session: the file must be JSON, our CSV, or gzip of one';
    throw new SessionError('corrupt', `${text}: ${cause}`, { cause });
  }
  lines.push(line.join(''));
  return lines;
}

/** A part of the text, and how much of the file was read by then, from 0 to 1. */
interface Piece {
  readonly text: string;
  readonly done: number;
}

function* piecesOf(text: string): Generator<Piece, void> {
  for (let at = 0; at < text.length; at += PIECE_LENGTH) {
    const end = Math.min(text.length, at + PIECE_LENGTH);
    yield { text: text.slice(at, end), done: end / text.length };
  }
}

/** The text of a file as it is read, and unpacked. */
async function* textsOf(file: Blob): AsyncGenerator<Piece, void> {
  const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
  const isGzip = first === 0x1f && second === 0x8b;
  let bytes = 0;
  const read = file.stream().pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(chunk, controller) {
        bytes += chunk.length;
        controller.enqueue(chunk);
      },
    }),
  );
  const unpacked = isGzip ? read.pipeThrough(new DecompressionStream('gzip')) : read;
  // Whoever stops reading leaves the rest packed. Not cancelled: Node's unpacker throws out of nowhere when it is cancelled at work.
  const reader = unpacked.pipeThrough(new TextDecoderStream()).getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read())
    yield { text: part.value, done: bytes / file.size };
}
