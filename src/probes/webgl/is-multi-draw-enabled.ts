import type { Methods } from '../gpu/patch-set.ts';
import type { GlContext } from './context-watch.ts';

const VERTEX_SHADER = 0x8b31;
const COMPILE_STATUS = 0x8b81;

/**
 * Whether the page has fetched WEBGL_multi_draw. To fetch it would enable it, and so define `GL_ANGLE_multi_draw` in the page's
 * shaders. But a shader that requires it compiles only if it is enabled, and leaves no trace.
 */
export function isMultiDrawEnabled(context: GlContext, natives: Methods): boolean {
  const call = (name: string, ...args: unknown[]) => natives[name]?.apply(context, args);
  const shader = call('createShader', VERTEX_SHADER);
  // Some browsers make none while the context is lost. Nothing is enabled then, and what is once it is restored is seen.
  if (shader === null) return false;
  call('shaderSource', shader, '#extension GL_ANGLE_multi_draw:require\nvoid main(){}');
  call('compileShader', shader);
  const isEnabled = call('getShaderParameter', shader, COMPILE_STATUS) === true;
  call('deleteShader', shader);
  return isEnabled;
}
