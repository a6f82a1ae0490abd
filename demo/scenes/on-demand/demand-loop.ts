import type { FrameLoop } from '../../frame-loop.ts';
import { createTaskQueue } from '../../task-queue.ts';

export interface DemandLoop extends FrameLoop {
  /** Draws one frame, however often it is called before. */
  request(): void;
}

/** A loop that asks for an animation frame only when it was requested. */
export function startDemandLoop(draw: () => void): DemandLoop {
  const tasks = createTaskQueue();
  let frame = 0;
  let resolveReady = () => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  const request = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      tasks.run();
      draw();
      resolveReady();
    });
  };
  return {
    ready,
    request,
    beforeFrame(task) {
      request();
      return tasks.add(task);
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
