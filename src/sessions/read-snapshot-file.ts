import { SessionError } from './session-error.ts';

/** Characters of a file: less than the longest string there can be, more than an hour of 60 metrics. */
const MAX_LENGTH = 400 * 2 ** 20;

/**
 * The text of a snapshot file, which may be gzip: its first two bytes tell. Reading stops at `maxLength` characters.
 *
 * @throws SessionError `corrupt` for broken gzip, and for more text than any session has
 */
export async function readSnapshotFile(file: Blob | string, { maxLength = MAX_LENGTH } = {}): Promise<string> {
  if (typeof file === 'string') return file;
  try {
    const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    const isGzip = first === 0x1f && second === 0x8b;
    const bytes = isGzip ? file.stream().pipeThrough(new DecompressionStream('gzip')) : file.stream();
    const reader = bytes.pipeThrough(new TextDecoderStream()).getReader();
    const parts: string[] = [];
    let length = 0;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length <= maxLength) continue;
      await reader.cancel();
      throw new RangeError(`Its text is longer than ${maxLength} characters`);
    }
    return parts.join('');
  } catch (cause) {
    throw new SessionError('corrupt', `Cannot read the session: the file must be JSON or gzip of it: ${cause}`, {
      cause,
    });
  }
}
