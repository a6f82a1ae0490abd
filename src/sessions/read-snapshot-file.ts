import { SessionError } from './session-error.ts';

/** Characters of a file: less than the longest string there can be, more than an hour of 60 metrics. */
const MAX_LENGTH = 400 * 2 ** 20;

/** Objects and arrays of a file: a block has one and one for each column that changes. Each takes 56 bytes of memory or more. */
const MAX_PARTS = 2 ** 22;
/** Its numbers, about: a comma stands behind each. As many as a session may have, with times and intervals. */
const MAX_COMMAS = 2 ** 26;

export interface ReadSnapshotOptions {
  maxLength?: number;
  maxParts?: number;
  maxCommas?: number;
}

/**
 * The text of a snapshot file, which may be gzip: its first two bytes tell. Reading stops at `maxLength` characters, and before
 * there is more than a session has of anything: 1 MB of gzip may be 100 million objects, which JSON would all make at once.
 *
 * @throws SessionError `corrupt` for broken gzip, and for more text, objects or values than any session has
 */
export async function readSnapshotFile(
  file: Blob | string,
  { maxLength = MAX_LENGTH, maxParts = MAX_PARTS, maxCommas = MAX_COMMAS }: ReadSnapshotOptions = {},
): Promise<string> {
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
  try {
    if (typeof file === 'string') {
      requireSane(file);
      return file;
    }
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const isGzip = first === 0x1f && second === 0x8b;
    const bytes = isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
    const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
    const texts: string[] = [];
    try {
      for (let read = await reader.read(); !read.done; read = await reader.read()) {
        texts.push(read.value);
        requireSane(read.value);
      }
    } catch (error) {
      // What is not read any more is not unpacked either.
      reader.cancel().catch(() => undefined);
      throw error;
    }
    return texts.join('');
  } catch (cause) {
    throw new SessionError('corrupt', `Cannot read the session: the file must be JSON or gzip of it: ${cause}`, {
      cause,
    });
  }
}
