import { describe, expect, it, vi } from 'vitest';
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
});
