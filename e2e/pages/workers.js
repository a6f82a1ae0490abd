// A page whose registry takes in the metrics of workers; the workers do what the page tells them.
import * as framescope from '/dist/metrics.js';

globalThis.framescope = framescope;
globalThis.workersPage = {
  registry: new framescope.MetricsRegistry(new framescope.SharedMemoryBackend()),
  /** Starts a worker; `type` as of the Worker constructor. */
  async start(name, type = 'module') {
    const worker = new Worker(`metrics-worker-${type}.js`, { type, name });
    const stop = this.registry.backend.connect(worker, { name });
    const tell = (order) =>
      new Promise((resolve, reject) => {
        const answered = ({ data }) => {
          worker.removeEventListener('message', answered);
          if (data.error) reject(new Error(data.error));
          else resolve(data.done);
        };
        worker.addEventListener('message', answered);
        worker.postMessage(order);
      });
    await tell({ ready: true });
    return { worker, tell, stop };
  },
  /** Ends a frame of the page, once messages that are under way have arrived. */
  async tick() {
    await new Promise((resolve) => setTimeout(resolve, 20));
    this.registry.tick();
  },
};
document.documentElement.dataset.ready = 'true';
