/** What waits for a frame. */
export interface TaskQueue {
  /** Settles as the task does. */
  add(task: () => void): Promise<void>;
  /** Runs what was added since the last time. */
  run(): void;
}

export function createTaskQueue(): TaskQueue {
  const tasks: (() => void)[] = [];
  return {
    add: (task) =>
      new Promise((resolve, reject) => {
        tasks.push(() => {
          try {
            task();
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      }),
    run() {
      for (const task of tasks.splice(0)) task();
    },
  };
}
