import { InMemoryBackend } from './in-memory-backend.ts';
import { MetricsRegistry } from './metrics-registry.ts';

/** For tests: a registry whose clock is set by hand and whose warnings are kept. */
export function createTestRegistry() {
  const warnings: string[] = [];
  const clock = { ms: 0 };
  const backend = new InMemoryBackend();
  const registry = new MetricsRegistry(backend, {
    now: () => clock.ms,
    warn: (message) => void warnings.push(message),
  });
  return { registry, backend, warnings, clock };
}
