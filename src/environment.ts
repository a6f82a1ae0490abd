import { isGpuDevice, type Refresh } from './probes/index.ts';
import type { SessionEnvironment } from './sessions/session-types.ts';
import type { Graphics } from './target.ts';
import { VERSION } from './version.ts';

/** Where this page runs, for a session's file; what cannot be had is null. */
export function readEnvironment(
  view: (Window & typeof globalThis) | null,
  refresh: Readonly<Refresh>,
  budgetMs: number,
  gpu: string | null,
): SessionEnvironment {
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    framescope: VERSION,
    url: view?.location.href ?? null,
    userAgent: view?.navigator.userAgent ?? null,
    gpu,
    refreshMs: finite(refresh.periodMs),
    refreshMethod: refresh.method,
    budgetMs: finite(budgetMs),
    viewport: view && { widthCssPx: view.innerWidth, heightCssPx: view.innerHeight, pixelRatio: view.devicePixelRatio },
    crossOriginIsolated: view?.crossOriginIsolated ?? false,
    hardwareConcurrency: view?.navigator.hardwareConcurrency ?? null,
  };
}

/** The GPU's name, where the browser tells it. Called once, when a session starts: asking for the extension has no effect on drawing. */
export function readGpuName(graphics: Graphics | undefined): string | null {
  if (graphics === undefined) return null;
  if (isGpuDevice(graphics)) {
    const { description, vendor, architecture } = graphics.adapterInfo ?? {};
    return description || [vendor, architecture].filter(Boolean).join(' ') || null;
  }
  if (graphics.isContextLost()) return null;
  const name: unknown = graphics.getParameter(
    graphics.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? graphics.RENDERER,
  );
  return typeof name === 'string' ? name : null;
}
