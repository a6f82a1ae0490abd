import '/dist/auto.js';
import './auto-worker.js';
