import type { FrameSource } from '../frames/index.ts';
import type { Sessions } from '../sessions/index.ts';

/** As much of the page's scope as a measurement needs. */
interface PageScope {
  readonly frames: FrameSource;
  readonly sessions: Pick<Sessions, 'current' | 'start' | 'stop' | 'export'>;
  section(name: string): () => void;
}

/**
 * Runs in the page, so it may use nothing from outside of itself: lets `warmup` frames pass, records `frames` more as a section
 * of the page's session (of one of its own when the page records none), and gives the snapshot's text.
 */
export async function recordInPage(options: {
  frames: number;
  warmup: number;
  name: string;
  timeoutMs: number;
}): Promise<string> {
  const { frames, warmup, name, timeoutMs } = options;
  const deadlineMs = performance.now() + timeoutMs;
  // A timer, not an animation frame: the measurement must not keep a page rendering that would not.
  const until = async (what: () => string, condition: () => boolean) => {
    while (!condition()) {
      if (performance.now() > deadlineMs)
        throw new Error(`Cannot measure the page: it must have ${what()} within ${timeoutMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const scopes = () => (globalThis as { __FRAMESCOPE__?: { scopes: PageScope[] } }).__FRAMESCOPE__?.scopes ?? [];
  // `page.setContent()` writes into the page that is open, and starts nothing.
  if (scopes().length === 0 && location.href === 'about:blank')
    throw new Error(
      'Cannot measure the page: it must be opened by page.goto(), which starts Framescope in it, current address is "about:blank"',
    );
  await until(
    () => 'Framescope, which attach() starts with the next page.goto(),',
    () => scopes().length > 0,
  );
  const scope = scopes()[0] as PageScope;
  const passed = (count: number, asked = count) => {
    const from = scope.frames.endFrame;
    const got = () => scope.frames.endFrame - from;
    return until(
      () => `${asked} animation frames (${got()} came)`,
      () => got() >= count,
    );
  };
  await passed(warmup);
  const own = scope.sessions.current === null;
  const session = scope.sessions.current ?? (await scope.sessions.start({ name }));
  // What counters had when the measurement began is what the frame before it left, and the session must have that one.
  await passed(1, frames);
  const endSection = scope.section(name);
  await passed(frames);
  endSection();
  if (own) await scope.sessions.stop();
  return (await scope.sessions.export(session.summary.id)).text();
}
