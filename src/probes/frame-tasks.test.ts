import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FrameTasks } from './frame-tasks.ts';

/** Two tasks, each of which takes so many ms of a clock that nothing else moves, and the names of those that ran. */
function startTasks(durationMs: number) {
  let nowMs = 0;
  const ran: string[] = [];
  const tasks = new FrameTasks(
    (error) => {
      throw error;
    },
    () => nowMs,
  );
  for (const name of ['first', 'second'])
    tasks.every(500, () => {
      ran.push(name);
      nowMs += durationMs;
    });
  return { tasks, ran, endFrame: () => tasks.frameEnd(nowMs) };
}

/** A task that takes no time, how often it has run, and frames that end at so many ms, so many ms apart. */
function startTask(everyMs: number) {
  let nowMs = 0;
  let runs = 0;
  const tasks = new FrameTasks(
    (error) => {
      throw error;
    },
    () => nowMs,
  );
  onTestFinished(() => tasks.destroy());
  tasks.every(everyMs, () => runs++);
  const endFrames = async (fromMs: number, toMs: number, frameMs: number) => {
    for (let k = 0; fromMs + k * frameMs < toMs; k++) {
      nowMs = fromMs + k * frameMs;
      tasks.frameEnd(nowMs);
      // Its message comes before a later one.
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { count: () => runs, endFrames };
}

describe('FrameTasks', () => {
  it('runs short tasks that are due together after one frame', async () => {
    const { tasks, ran, endFrame } = startTasks(0.1);
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first', 'second']));
    tasks.destroy();
  });

  it('leaves what is due to the next frame when a task was long', async () => {
    const { tasks, ran, endFrame } = startTasks(1);
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first']));
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first', 'second']));
    tasks.destroy();
  });

  it('runs a task as often as asked, though each time waits for the end of a frame', async () => {
    const { count, endFrames } = startTask(250);
    await endFrames(0, 10_000, 100);
    expect(count()).toBe(40);
  });

  it('makes up for none of the times that passed without frames', async () => {
    const { count, endFrames } = startTask(250);
    await endFrames(0, 1000, 10);
    const before = count();
    await endFrames(60_000, 61_000, 10);
    expect(count() - before).toBe(4);
  });
});
