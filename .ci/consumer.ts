// A project that uses the package; check-package.mjs type-checks it against the declarations that ship.
import { createFramescope, type FrameStatistics } from 'framescope';
import { type CounterHandle, InMemoryBackend, MetricsRegistry } from 'framescope/metrics';

const registry = new MetricsRegistry(new InMemoryBackend());
const shots: CounterHandle = registry.registerCounter('game', 'shots', { description: 'Shots fired' });
shots.increment();

const scope = createFramescope({ hud: { mode: 'compact' }, session: false });
scope.metrics.incrementCounter('frame_counter', 1);
const stats: FrameStatistics = scope.stats();
export const slowFrameMs: number = stats.frame.p99;
// @ts-expect-error A declaration that did not resolve would be `any`, and this would pass.
export const wrong: string = stats.frame.p99;
scope.destroy();
