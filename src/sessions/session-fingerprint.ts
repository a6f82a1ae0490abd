import type { Fingerprint } from '../analysis/index.ts';
import type { SessionEnvironment } from './session-types.ts';

/** Renderers that draw on the CPU, by their names in graphics APIs. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|lavapipe|software|basic render/i;

/** Where a session was recorded, as what must match before it is compared. */
export function sessionFingerprint(environment: SessionEnvironment): Fingerprint {
  const { gpu, userAgent, hardwareConcurrency, refreshMs, viewport, crossOriginIsolated } = environment;
  // `Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`: the system is in the first brackets, with Firefox's version.
  const system = userAgent?.match(/\(([^)]*)\)/);
  return {
    gpu,
    browser: userAgent?.replace(system?.[0] ?? '', '').replace(/\s+/g, ' ') ?? null,
    os: system?.[1]?.replace(/; rv:.*/, '') ?? null,
    cpu: hardwareConcurrency === null ? null : `${hardwareConcurrency} threads`,
    refreshMs,
    viewport: viewport && `${viewport.widthCssPx} × ${viewport.heightCssPx} CSS px, ratio ${viewport.pixelRatio}`,
    // The one that a page sees: clocks are finer where it is isolated.
    flags: crossOriginIsolated ? 'cross-origin isolated' : 'not cross-origin isolated',
    rendering: gpu === null ? null : SOFTWARE.test(gpu) ? 'software' : 'hardware',
  };
}
