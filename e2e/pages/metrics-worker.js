// What both kinds of workers do with their metrics when the page says so. Any message of Framescope's that reached it would fail.
export function obey(registry) {
  const steps = registry.registerCounter('physics', 'steps');
  const load = registry.registerHistogram('physics', 'load');
  const bodies = registry.registerGauge('physics', 'bodies');
  globalThis.onmessage = ({ data }) => {
    try {
      if ('framescope' in data) throw new Error('The worker’s own listener got a message of Framescope');
      for (let k = 0; k < (data.steps ?? 0); k++) steps.increment();
      for (let k = 0; k < (data.samples ?? 0); k++) load.record(k);
      if (data.bodies !== undefined) bodies.set(data.bodies);
      if (data.rows) {
        // Two gauges that are equal in every frame, written as fast as it goes.
        const [a, b] = ['a', 'b'].map((name) => registry.registerGauge('tearing', name));
        const untilMs = performance.now() + data.rows;
        for (let k = 1; performance.now() < untilMs; k++) {
          a.set(k);
          b.set(k);
          registry.tick();
        }
      }
      registry.tick();
      postMessage({ done: true });
    } catch (error) {
      postMessage({ error: String(error) });
    }
  };
}
