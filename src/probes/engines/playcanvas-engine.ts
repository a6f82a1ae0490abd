import type { EngineKind, EngineReader } from './engine-kind.ts';
import { walkTree } from './walk-tree.ts';

interface PlayCanvasEntity {
  readonly enabled: boolean;
  readonly children: readonly PlayCanvasEntity[];
  readonly light?: unknown;
  readonly render?: { readonly meshInstances?: readonly { readonly material: object | null }[] };
  readonly particlesystem?: { readonly emitter?: { readonly numParticles: number } | null };
}

interface PlayCanvasApp {
  readonly root: PlayCanvasEntity;
  readonly stats: {
    readonly frame: { readonly updateTime: number; readonly renderTime: number };
    readonly vram: { readonly totalUsed: number };
  };
  readonly graphicsDevice: {
    /** Since the newest tick began; `stats` has those of the tick before. */
    readonly _drawCallsPerFrame: number;
    /** Only in the profiler build. */
    readonly _primitiveCount?: number;
    readonly renderPassIndex?: number;
    readonly gpuProfiler?: { readonly frameTime?: number };
    readonly textures?: Collection;
    readonly buffers?: Collection;
    readonly targets?: Collection;
  };
}

/** A Set, in older versions an array. */
type Collection = { readonly size: number } | { readonly length: number };

const READER: EngineReader<PlayCanvasApp> = {
  frame: {
    'engine.draw_calls': ({ graphicsDevice }) => graphicsDevice._drawCallsPerFrame,
    'engine.triangles': ({ graphicsDevice }) => graphicsDevice._primitiveCount,
    'engine.passes': ({ graphicsDevice }) => graphicsDevice.renderPassIndex,
    'engine.cpu_ms': ({ stats: { frame } }) => frame.updateTime + frame.renderTime,
    'engine.gpu_ms': ({ graphicsDevice }) => graphicsDevice.gpuProfiler?.frameTime,
  },
  sample({ root, stats, graphicsDevice }) {
    let [objects, visible, meshes, lights, particles] = [0, 0, 0, 0, 0];
    const materials = new Set<object | null>();
    const isWhole = walkTree(
      root,
      (entity) => entity.enabled,
      (entity, isShown) => {
        objects++;
        if (isShown) visible++;
        if (entity.light) lights++;
        particles += entity.particlesystem?.emitter?.numParticles ?? 0;
        for (const { material } of entity.render?.meshInstances ?? []) {
          meshes++;
          materials.add(material);
        }
      },
    );
    const whole = (count: number) => (isWhole ? count : Number.NaN);
    return {
      'engine.textures': sizeOf(graphicsDevice.textures),
      'engine.buffers': sizeOf(graphicsDevice.buffers),
      'engine.render_targets': sizeOf(graphicsDevice.targets),
      'engine.memory_mb': stats.vram.totalUsed / 2 ** 20,
      'scene.objects': whole(objects),
      'scene.visible_objects': whole(visible),
      'scene.meshes': whole(meshes),
      'scene.lights': whole(lights),
      'scene.materials': whole(materials.size),
      'scene.particles': whole(particles),
    };
  },
};

/** An application. */
export const PLAYCANVAS_APP: EngineKind<PlayCanvasApp> = {
  label: 'playcanvas',
  find(target) {
    const { root, stats, graphicsDevice } = target as Partial<PlayCanvasApp>;
    const isApp = typeof graphicsDevice?._drawCallsPerFrame === 'number' && typeof stats?.frame === 'object';
    return isApp && Array.isArray(root?.children) ? (target as PlayCanvasApp) : null;
  },
  createReader: () => READER,
};

function sizeOf(collection: Collection | undefined): number | undefined {
  if (collection === undefined) return undefined;
  return 'size' in collection ? collection.size : collection.length;
}
