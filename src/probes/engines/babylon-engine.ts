import type { EngineKind } from './engine-kind.ts';

interface BabylonScene {
  readonly meshes: readonly unknown[];
  readonly transformNodes: readonly unknown[];
  readonly lights: readonly unknown[];
  readonly cameras: readonly unknown[];
  readonly materials: readonly unknown[];
  readonly geometries: readonly unknown[];
  getActiveMeshes(): { readonly length: number };
  getActiveIndices(): number;
  getActiveParticles(): number;
  /** How often it was rendered. */
  getFrameId(): number;
}

/** Times are ns. */
interface GpuTimeCounter {
  readonly current: number;
  readonly count: number;
}

interface BabylonEngine {
  readonly scenes: readonly BabylonScene[];
  readonly _drawCalls: { readonly current: number; readonly count: number };
  readonly _compiledEffects?: object;
  readonly _renderTargetWrapperCache?: readonly unknown[];
  /** While the page lets WebGL work be timed, as an EngineInstrumentation does. */
  readonly _captureGPUFrameTime?: boolean;
  readonly _gpuFrameTime?: GpuTimeCounter;
  /** Of WebGPU. */
  readonly _timestampQuery?: { readonly enable: boolean; readonly gpuFrameTimeCounter: GpuTimeCounter };
  getLoadedTexturesCache(): readonly unknown[];
}

/** An engine, or one of its scenes, which stands for its engine. Instrumentation is never switched on. */
export const BABYLON_ENGINE: EngineKind<BabylonEngine> = {
  label: 'babylon',
  find(target) {
    const { getEngine } = target as { getEngine?: unknown };
    const engine = (typeof getEngine === 'function' ? getEngine.call(target) : target) as Partial<BabylonEngine> | null;
    const isEngine = Array.isArray(engine?.scenes) && typeof engine.getLoadedTexturesCache === 'function';
    return isEngine && typeof engine._drawCalls === 'object' ? (engine as BabylonEngine) : null;
  },
  createReader() {
    let last = Number.NaN;
    let lastCount = Number.NaN;
    let lastRenders = Number.NaN;
    return {
      frame: {
        // Nothing sets the counter back but an instrumentation of the page's own, which counts how often it did.
        'engine.draw_calls'({ _drawCalls: { current, count } }) {
          const drawn = count === lastCount ? current - last : count > 0 ? current : Number.NaN;
          last = current;
          lastCount = count;
          return drawn;
        },
        'engine.renders'({ scenes }) {
          const renders = sum(scenes, framesOf);
          const grown = renders - lastRenders;
          lastRenders = renders;
          // Less when a scene is gone.
          return grown >= 0 ? grown : Number.NaN;
        },
        'engine.gpu_ms': gpuMsOf,
        'engine.triangles': ({ scenes }) => sum(scenes, indicesOf) / 3,
      },
      sample: (engine) => ({
        'engine.programs': engine._compiledEffects && Object.keys(engine._compiledEffects).length,
        'engine.geometries': sum(engine.scenes, ({ geometries }) => geometries.length),
        'engine.textures': engine.getLoadedTexturesCache().length,
        'engine.render_targets': engine._renderTargetWrapperCache?.length,
        'scene.objects': sum(
          engine.scenes,
          ({ meshes, transformNodes, lights, cameras }) =>
            meshes.length + transformNodes.length + lights.length + cameras.length,
        ),
        'scene.visible_objects': sum(engine.scenes, (scene) => scene.getActiveMeshes().length),
        'scene.meshes': sum(engine.scenes, ({ meshes }) => meshes.length),
        'scene.lights': sum(engine.scenes, ({ lights }) => lights.length),
        'scene.materials': sum(engine.scenes, ({ materials }) => materials.length),
        'scene.particles': sum(engine.scenes, (scene) => scene.getActiveParticles()),
      }),
    };
  },
};

/** Of the newest frame whose time is there. */
function gpuMsOf({ _captureGPUFrameTime, _gpuFrameTime, _timestampQuery }: BabylonEngine): number | undefined {
  const counter = _timestampQuery?.gpuFrameTimeCounter ?? _gpuFrameTime;
  const isCaptured = _timestampQuery?.enable ?? _captureGPUFrameTime;
  return isCaptured && counter !== undefined && counter.count > 0 ? counter.current / 1e6 : undefined;
}

const framesOf = (scene: BabylonScene): number => scene.getFrameId();
const indicesOf = (scene: BabylonScene): number => scene.getActiveIndices();

function sum(scenes: readonly BabylonScene[], part: (scene: BabylonScene) => number): number {
  let total = 0;
  for (let k = 0; k < scenes.length; k++) total += part(scenes[k] as BabylonScene);
  return total;
}
