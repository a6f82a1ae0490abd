import type { MetricsRegistry } from '../metrics/index.ts';
import { describe } from '../metrics/metrics-error.ts';

/** `warnOf` of one registry. */
export type Warn = (what: string, error?: unknown) => void;

/** Warns once about each thing that failed, or is of note: with the first error, if one is known. Never throws. */
export function warnOf(registry: MetricsRegistry, what: string, error?: unknown): void {
  registry.warnOnce(what, error === undefined ? what : `${what}: ${describe(error)}`);
}
