import { isGpuDevice } from './probes/index.ts';
import type { Graphics } from './target.ts';

/** Of WebGL contexts: a question to the GPU's process each time, and each snapshot of a hitch asks. */
const names = new WeakMap<object, string>();

/** The GPU's name, where the browser tells it. Asking for the extension has no effect on drawing. */
export function readGpuName(graphics: Graphics | undefined): string | null {
  if (graphics === undefined) return null;
  if (isGpuDevice(graphics)) {
    const { description, vendor, architecture } = graphics.adapterInfo ?? {};
    return description || [vendor, architecture].filter(Boolean).join(' ') || null;
  }
  const known = names.get(graphics);
  if (known !== undefined) return known;
  if (graphics.isContextLost()) return null;
  const name: unknown = graphics.getParameter(
    graphics.getExtension('WEBGL_debug_renderer_info')?.UNMASKED_RENDERER_WEBGL ?? graphics.RENDERER,
  );
  if (typeof name !== 'string') return null;
  names.set(graphics, name);
  return name;
}
