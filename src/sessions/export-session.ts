import type { SessionExportOptions, SessionFileOptions, SessionFormat } from './file-options.ts';
import { redactSession } from './redact-session.ts';
import { invalidArgument } from './session-error.ts';
import type { StoredSession } from './stored-session.ts';
import { createTurns } from './turns.ts';
import { writeCsv } from './write-csv.ts';
import { writePresentMon } from './write-presentmon.ts';
import { writeSnapshot } from './write-snapshot.ts';
import { writeTrace } from './write-trace.ts';

interface Format {
  readonly type: string;
  write(session: StoredSession, onProgress: SessionFileOptions['onProgress']): Generator<string, void>;
}

const FORMATS: Readonly<Record<SessionFormat, Format>> = {
  json: { type: 'application/json', write: writeSnapshot },
  csv: { type: 'text/csv', write: writeCsv },
  presentmon: { type: 'text/csv', write: writePresentMon },
  trace: { type: 'application/json', write: writeTrace },
};

/** A session as a file, written in slices between which the page goes on. @throws SessionError `invalid` */
export async function exportSession(
  session: StoredSession,
  { format = 'json', gzip = false, redact = false, signal, onProgress }: SessionExportOptions,
): Promise<Blob> {
  if (!Object.hasOwn(FORMATS, format))
    throw invalidArgument('export the session', 'format', `be one of ${Object.keys(FORMATS)}`, format);
  const { type, write } = FORMATS[format];
  const pieces = write(redactSession(session, redact), onProgress);
  const turn = createTurns(signal);
  const text = new ReadableStream<string>({
    async pull(controller) {
      await turn();
      const { done, value } = pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const bytes = text.pipeThrough(new TextEncoderStream());
  const stream = gzip ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes;
  try {
    return await new Response(stream, { headers: { 'Content-Type': gzip ? 'application/gzip' : type } }).blob();
  } catch (error) {
    // A browser says of a body that broke off only that it did.
    signal?.throwIfAborted();
    throw error;
  }
}
