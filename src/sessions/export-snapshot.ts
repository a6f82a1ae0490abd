import type { StoredSession } from './stored-session.ts';
import { writeSnapshot } from './write-snapshot.ts';

/** How long writing may hold the page up at a time, in ms. */
const SLICE_MS = 8;

/** The snapshot file of a session, written in slices between which the page goes on. */
export async function exportSnapshot(session: StoredSession, { gzip = false } = {}): Promise<Blob> {
  const lines = slices(writeSnapshot(session));
  const text = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await lines.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
  const bytes = text.pipeThrough(new TextEncoderStream());
  const stream = gzip ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes;
  const type = gzip ? 'application/gzip' : 'application/json';
  return new Response(stream, { headers: { 'Content-Type': type } }).blob();
}

async function* slices<T>(items: Iterable<T>): AsyncGenerator<T, void> {
  let sinceMs = performance.now();
  for (const item of items) {
    yield item;
    if (performance.now() - sinceMs < SLICE_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    sinceMs = performance.now();
  }
}
