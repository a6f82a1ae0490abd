import type { SessionEnvironment } from './session-types.ts';

/** What this realm tells about itself: what only a scope knows is null. */
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
    viewport:
      typeof innerWidth === 'number'
        ? { widthCssPx: innerWidth, heightCssPx: innerHeight, pixelRatio: devicePixelRatio }
        : null,
    crossOriginIsolated: crossOriginIsolated ?? false,
    hardwareConcurrency: navigator?.hardwareConcurrency ?? null,
  };
}
