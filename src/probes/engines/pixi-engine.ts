import type { EngineKind, EngineReader } from './engine-kind.ts';
import { walkTree } from './walk-tree.ts';

interface PixiContainer {
  readonly visible: boolean;
  readonly renderable: boolean;
  readonly children: readonly PixiContainer[];
  /** Of a ParticleContainer. */
  readonly particleChildren?: readonly unknown[];
}

interface PixiRenderer {
  readonly renderPipes: object;
  /** What it drew to the screen last; an application's stage. */
  readonly lastObjectRendered?: PixiContainer | null;
  readonly texture?: { readonly managedTextures?: readonly unknown[] };
  readonly shader?: { readonly _programDataHash?: object };
  readonly geometry?: { readonly _managedGeometries?: ManagedHash };
  readonly buffer?: { readonly _managedBuffers?: ManagedHash };
  readonly renderTarget?: { readonly _gpuRenderTargetHash?: object };
}

interface ManagedHash {
  readonly items: object;
}

const READER: EngineReader<PixiRenderer> = {
  // It counts nothing itself that belongs to a frame.
  frame: {},
  sample(renderer) {
    const { texture, shader, geometry, buffer, renderTarget } = renderer;
    return {
      'engine.programs': keysOf(shader?._programDataHash),
      'engine.geometries': keysOf(geometry?._managedGeometries?.items),
      'engine.textures': texture?.managedTextures?.length,
      'engine.buffers': keysOf(buffer?._managedBuffers?.items),
      'engine.render_targets': keysOf(renderTarget?._gpuRenderTargetHash),
      ...sampleScene(renderer.lastObjectRendered),
    };
  },
};

/** A renderer, or an application, which stands for its renderer. */
export const PIXI_RENDERER: EngineKind<PixiRenderer> = {
  label: 'pixi',
  find(target) {
    const { renderer, stage } = target as { renderer?: PixiRenderer; stage?: object };
    const found = stage && renderer ? renderer : (target as Partial<PixiRenderer>);
    const isRenderer = typeof found.renderPipes === 'object' && 'lastObjectRendered' in found;
    return isRenderer ? (found as PixiRenderer) : null;
  },
  createReader: () => READER,
};

function sampleScene(stage: PixiContainer | null | undefined) {
  if (!stage) return {};
  let [objects, visible, particles] = [0, 0, 0];
  const isWhole = walkTree(
    stage,
    (container) => container.visible && container.renderable,
    (container, isShown) => {
      objects++;
      if (isShown) visible++;
      particles += container.particleChildren?.length ?? 0;
    },
  );
  const whole = (count: number) => (isWhole ? count : Number.NaN);
  return {
    'scene.objects': whole(objects),
    'scene.visible_objects': whole(visible),
    'scene.particles': whole(particles),
  };
}

function keysOf(record: object | undefined): number | undefined {
  return record && Object.keys(record).length;
}
