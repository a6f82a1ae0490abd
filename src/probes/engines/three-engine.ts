import type { EngineKind, EngineReader } from './engine-kind.ts';
import { walkTree } from './walk-tree.ts';

/** `renderer.info` of the WebGLRenderer, or of the WebGPURenderer. */
interface ThreeRenderer {
  readonly isWebGLRenderer?: boolean;
  readonly isWebGPURenderer?: boolean;
  readonly info: {
    readonly render: {
      readonly calls: number;
      readonly drawCalls?: number;
      readonly frameCalls?: number;
      readonly triangles: number;
      readonly points: number;
      readonly lines: number;
      /** GPU time in ms, while the renderer's `trackTimestamp` is on, else 0. */
      readonly timestamp?: number;
    };
    readonly memory: {
      readonly geometries: number;
      readonly textures: number;
      readonly programs?: number;
      readonly renderTargets?: number;
      /** Bytes. */
      readonly total?: number;
    };
    readonly programs?: readonly unknown[] | null;
  };
}

interface ThreeObject {
  readonly isScene?: boolean;
  readonly isMesh?: boolean;
  readonly isLight?: boolean;
  readonly visible: boolean;
  readonly material?: object | readonly object[];
  readonly children: readonly ThreeObject[];
}

/**
 * The WebGPURenderer sets its counters back in an animation frame callback of its own. Where that comes after the page's, they are
 * empty at the frame's end and say nothing.
 */
const isTold = ({ info: { render } }: ThreeRenderer): boolean => render.frameCalls !== 0;

const RENDERER_READER: EngineReader<ThreeRenderer> = {
  frame: {
    'engine.draw_calls': (renderer) => {
      const { drawCalls, calls } = renderer.info.render;
      return isTold(renderer) ? (drawCalls ?? calls) : undefined;
    },
    'engine.triangles': (renderer) => (isTold(renderer) ? renderer.info.render.triangles : undefined),
    'engine.points': (renderer) => (isTold(renderer) ? renderer.info.render.points : undefined),
    'engine.lines': (renderer) => (isTold(renderer) ? renderer.info.render.lines : undefined),
    'engine.passes': (renderer) => (isTold(renderer) ? renderer.info.render.frameCalls : undefined),
    'engine.gpu_ms': ({ info }) => info.render.timestamp || undefined,
  },
  sample: ({ info: { memory, programs } }) => ({
    'engine.programs': memory.programs ?? programs?.length,
    'engine.geometries': memory.geometries,
    'engine.textures': memory.textures,
    'engine.render_targets': memory.renderTargets,
    'engine.memory_mb': memory.total === undefined ? undefined : memory.total / 2 ** 20,
  }),
};

/** A WebGLRenderer or WebGPURenderer. What it draws it does not know: see `THREE_SCENE`. */
export const THREE_RENDERER: EngineKind<ThreeRenderer> = {
  label: 'three',
  find(target) {
    const renderer = target as ThreeRenderer;
    const isRenderer = renderer.isWebGLRenderer === true || renderer.isWebGPURenderer === true;
    return isRenderer && typeof renderer.info?.render === 'object' ? renderer : null;
  },
  createReader: () => RENDERER_READER,
};

const SCENE_READER: EngineReader<ThreeObject> = {
  frame: {},
  sample(scene) {
    let [objects, visible, meshes, lights] = [0, 0, 0, 0];
    const materials = new Set<object>();
    const isWhole = walkTree(
      scene,
      (object) => object.visible,
      ({ isMesh, isLight, material }, isShown) => {
        objects++;
        if (isShown) visible++;
        if (isMesh) meshes++;
        if (isLight) lights++;
        if (Array.isArray(material)) for (const one of material) materials.add(one);
        else if (material !== undefined) materials.add(material);
      },
    );
    const whole = (count: number) => (isWhole ? count : Number.NaN);
    return {
      'scene.objects': whole(objects),
      'scene.visible_objects': whole(visible),
      'scene.meshes': whole(meshes),
      'scene.lights': whole(lights),
      'scene.materials': whole(materials.size),
    };
  },
};

/** A three.js Scene, which is a target of its own. */
export const THREE_SCENE: EngineKind<ThreeObject> = {
  label: 'three',
  find(target) {
    const scene = target as ThreeObject;
    return scene.isScene === true && Array.isArray(scene.children) ? scene : null;
  },
  createReader: () => SCENE_READER,
};
