import type { EngineKind, EngineReader } from './engine-kind.ts';

interface PerfCounter {
  readonly current: number;
}

/** Of each part a switch and a counter in ms, which is 0 while it is switched off. */
interface SceneInstrumentation {
  /** Null once it is disposed of. */
  readonly scene: object | null;
  readonly captureFrameTime: boolean;
  readonly frameTimeCounter: PerfCounter;
  readonly captureRenderTime: boolean;
  readonly renderTimeCounter: PerfCounter;
  readonly captureRenderTargetsRenderTime: boolean;
  readonly renderTargetsRenderTimeCounter: PerfCounter;
  readonly captureActiveMeshesEvaluationTime: boolean;
  readonly activeMeshesEvaluationTimeCounter: PerfCounter;
  readonly captureAnimationsTime: boolean;
  readonly animationsTimeCounter: PerfCounter;
  readonly capturePhysicsTime: boolean;
  readonly physicsTimeCounter: PerfCounter;
  readonly captureParticlesRenderTime: boolean;
  readonly particlesRenderTimeCounter: PerfCounter;
}

type Counter = Extract<keyof SceneInstrumentation, `${string}Counter`>;
type Capture = Extract<keyof SceneInstrumentation, `capture${string}`>;

const timeOf = (capture: Capture, counter: Counter) => (instrumentation: SceneInstrumentation) =>
  instrumentation.scene !== null && instrumentation[capture] ? instrumentation[counter].current : undefined;

const READER: EngineReader<SceneInstrumentation> = {
  frame: {
    'engine.cpu_ms': timeOf('captureFrameTime', 'frameTimeCounter'),
    'engine.main_pass_ms': timeOf('captureRenderTime', 'renderTimeCounter'),
    'engine.target_passes_ms': timeOf('captureRenderTargetsRenderTime', 'renderTargetsRenderTimeCounter'),
    'engine.culling_ms': timeOf('captureActiveMeshesEvaluationTime', 'activeMeshesEvaluationTimeCounter'),
    'engine.animations_ms': timeOf('captureAnimationsTime', 'animationsTimeCounter'),
    'engine.physics_ms': timeOf('capturePhysicsTime', 'physicsTimeCounter'),
    'engine.particles_ms': timeOf('captureParticlesRenderTime', 'particlesRenderTimeCounter'),
  },
  sample: () => ({}),
};

/** A SceneInstrumentation of the page's, which costs the page and so is never made here: what it captures is read, nothing else. */
export const BABYLON_INSTRUMENTATION: EngineKind<SceneInstrumentation> = {
  label: 'babylon',
  find(target) {
    const { scene, frameTimeCounter } = target as Partial<SceneInstrumentation>;
    return scene && typeof frameTimeCounter?.current === 'number' ? (target as SceneInstrumentation) : null;
  },
  createReader: () => READER,
};
