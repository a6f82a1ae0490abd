import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { FrameTasks } from './frame-tasks.ts';

/** Two tasks, each of which takes so many ms of a clock, and the names of those that ran. */
function startTasks(durationMs: number, everyMs = 500) {
  let nowMs = 0;
  const ran: string[] = [];
  const tasks = new FrameTasks(
    (error) => {
      throw error;
    },
    () => nowMs,
  );
  onTestFinished(() => tasks.destroy());
  for (const name of ['first', 'second'])
    tasks.every(everyMs, () => {
      ran.push(name);
      nowMs += durationMs;
    });
  const endFrame = (frameMs = 0) => {
    nowMs += frameMs;
    tasks.frameEnd(nowMs);
  };
  return { ran, endFrame };
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
    const { ran, endFrame } = startTasks(0.1);
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first', 'second']));
  });

  it('leaves what is due to the next frame when a task was long', async () => {
    const { ran, endFrame } = startTasks(1);
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first']));
    endFrame();
    await vi.waitFor(() => expect(ran).toEqual(['first', 'second']));
  });

  it('has room after a long frame for as many as after short ones of the same time', async () => {
    const { ran, endFrame } = startTasks(1);
    endFrame(33);
    await vi.waitFor(() => expect(ran).toEqual(['first', 'second']));
  });

  it('has room after a frame for no more than that', async () => {
    const { ran, endFrame } = startTasks(1, 0);
    endFrame(100);
    await vi.waitFor(() => expect(ran).toHaveLength(6));
    for (let k = 0; k < 10; k++) await new Promise((resolve) => setImmediate(resolve));
    expect(ran).toHaveLength(6);
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
