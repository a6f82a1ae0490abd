// A classic worker has no import statements, but it has import(). What is posted to it meanwhile waits in `early`.
const early = [];
const keep = (event) => early.push(event);
self.addEventListener('message', keep);
Promise.all([import('/dist/metrics.js'), import('./metrics-worker.js')]).then(
  ([{ connectWorkerMetrics }, { obey }]) => {
    self.removeEventListener('message', keep);
    obey(connectWorkerMetrics());
    for (const { data } of early) self.dispatchEvent(new MessageEvent('message', { data }));
  },
);
