import { connectWorkerMetrics } from '/dist/metrics.js';
import { obey } from './metrics-worker.js';

// As if the browser were so busy that it never got to the request.
if (self.name === 'early') navigator.locks.request = () => new Promise(() => undefined);
obey(connectWorkerMetrics());
