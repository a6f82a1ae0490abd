import type { FrameLoop } from '../../frame-loop.ts';

export interface DemandLoop extends FrameLoop {
  /** Draws one frame, however often it is called before. */
  request(): void;
}

/** A loop that asks for an animation frame only when it was requested. */
export function startDemandLoop(draw: () => void): DemandLoop {
  const tasks: (() => void)[] = [];
  let frame = 0;
  let resolveReady = () => {};
  const ready = new Promise<void>((resolve) => {
    resolveReady = resolve;
  });
  const request = () => {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      for (const task of tasks.splice(0)) task();
      draw();
      resolveReady();
    });
  };
  return {
    ready,
    request,
    beforeFrame: (task) =>
      new Promise((resolve, reject) => {
        tasks.push(() => {
          try {
            task();
            resolve();
          } catch (error) {
            reject(error);
          }
        });
        request();
      }),
    stop: () => cancelAnimationFrame(frame),
  };
}
