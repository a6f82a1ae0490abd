import { isGpuDevice } from './probes/index.ts';
import type { Graphics } from './target.ts';

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
