import type { SessionEnvironment } from './session-types.ts';

/** What this realm tells about itself without a scope: what only a scope knows is null. */
export function bareEnvironment(): SessionEnvironment {
  const { navigator, location, crossOriginIsolated } = globalThis as Partial<typeof globalThis>;
  return {
    framescope: 'unknown',
    url: location?.href ?? null,
    userAgent: navigator?.userAgent ?? null,
    gpu: null,
    refreshMs: null,
    refreshMethod: 'pending',
    budgetMs: null,
    viewport: null,
    crossOriginIsolated: crossOriginIsolated ?? false,
    hardwareConcurrency: navigator?.hardwareConcurrency ?? null,
  };
}
