import { connectWorkerMetrics } from '/dist/metrics.js';
import { obey } from './metrics-worker.js';

obey(connectWorkerMetrics());
