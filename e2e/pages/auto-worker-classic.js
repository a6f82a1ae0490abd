importScripts('/dist/framescope.auto.js', '/e2e-pages/auto-worker.js');
