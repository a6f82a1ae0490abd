import { afterEach, describe, expect, it, vi } from 'vitest';
import { FrameHistory } from '../frames/index.ts';
import { EngineMetrics, InMemoryBackend, MetricsRegistry } from '../metrics/index.ts';
import { SessionError } from './session-error.ts';
import { SessionRecorder } from './session-recorder.ts';
import { SessionStore } from './session-store.ts';

/** A recording of 600 frames whose records a second page reaches, too: both work with one store. */
async function record() {
  const backend = new InMemoryBackend();
  const history = new FrameHistory(backend);
  const { registry } = EngineMetrics.withDefaultConfig(new MetricsRegistry(backend));
  const store = new SessionStore({ warn: () => undefined });
  const recorder = new SessionRecorder({
    backend,
    store,
    history: () => history,
    environment: () => ({}),
    now: () => 0,
    name: 'Session',
  });
  for (let k = 0; k < 600; k++) registry.tick(16 * k);
  await recorder.flush();
  return { recorder, store };
}

/** Resolves between the record that completes a session and those of its last frames, compressed. */
function compacting(store: SessionStore): Promise<void> {
  const write = store.write.bind(store);
  return new Promise((resolve) => {
    vi.spyOn(store, 'write').mockImplementation(async (records) => {
      const isCompaction = records.some(([[, kind]]) => kind === 'chunk');
      if (isCompaction) {
        resolve();
        await new Promise((later) => setTimeout(later));
      }
      return write(records);
    });
  });
}

afterEach(() => vi.restoreAllMocks());

describe('SessionRecorder', () => {
  it('keeps what another page changed of a session while its last frames were compressed', async () => {
    const { recorder, store } = await record();
    const isCompacting = compacting(store);
    const closing = recorder.close();
    await isCompacting;
    const [before] = await store.list();
    expect(before?.summary).toMatchObject({ name: 'Session', frames: 600, state: 'complete' });
    await store.update(recorder.id, (meta) => ({ ...meta, summary: { ...meta.summary, name: 'Boss', pinned: true } }));
    await closing;
    const [after] = await store.list();
    const { bytes } = recorder.summary;
    expect(after?.summary).toEqual({ ...before?.summary, name: 'Boss', pinned: true, bytes });
    expect(bytes).toBeLessThan(before?.summary.bytes as number);
    expect((await store.open(recorder.id)).frames.endFrame).toBe(600);
  });

  it('does not bring back a session that another page removed while its last frames were compressed', async () => {
    const { recorder, store } = await record();
    const isCompacting = compacting(store);
    const closing = recorder.close();
    await isCompacting;
    await store.remove(recorder.id);
    // A database says so itself.
    vi.spyOn(store, 'update').mockRejectedValue(new SessionError('not-found', 'Cannot find the session'));
    await closing;
    expect(await store.list()).toEqual([]);
    expect(await store.has(recorder.id)).toBe(false);
  });

  it('keeps all frames of a session when the database does not take the last figure', async () => {
    const { recorder, store } = await record();
    vi.spyOn(store, 'update').mockRejectedValue(new SessionError('blocked', 'Cannot use the stored sessions'));
    await recorder.close();
    const { summary } = await store.open(recorder.id);
    expect(summary).toMatchObject({ frames: 600, state: 'complete' });
  });
});
