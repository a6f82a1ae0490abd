import type { Framescope } from 'framescope';
import { type SceneButton, showControls } from './controls.ts';
import type { DemoScene } from './demo-scene.ts';
import { allocateBurst, blockThread } from './disturbances.ts';
import type { FrameLoop } from './frame-loop.ts';

export interface DemoSceneOptions extends Pick<DemoScene, 'name' | 'scope' | 'renderer' | 'scene' | 'camera'> {
  readonly title: string;
  readonly scope: Framescope;
  readonly loop: FrameLoop;
  /** 0 to 1, to begin with. */
  readonly load: number;
  setLoad(load: number): void;
  /** Within a frame's callback: from here on a shader program is used that no frame used before. */
  useNewShader(): void;
  /** What the controls have besides. Default none. */
  readonly buttons?: readonly SceneButton[];
  /** Frees what the engine made. */
  dispose(): void;
}

/** The scene as tests and the console see it, with its controls on the stage. */
export function createDemoScene(stage: HTMLElement, options: DemoSceneOptions): DemoScene {
  const { name, title, scope, loop, renderer, scene, camera } = options;
  let load = Number.NaN;
  const setLoad = (value: number) => {
    load = Math.min(1, Math.max(0, value));
    options.setLoad(load);
  };
  setLoad(options.load);
  const demo: DemoScene = {
    name,
    scope,
    renderer,
    scene,
    camera,
    ready: loop.ready,
    get load() {
      return load;
    },
    set load(value) {
      setLoad(value);
    },
    longTask(durationMs) {
      return loop.beforeFrame(() => {
        scope.mark('long task', { durationMs });
        blockThread(durationMs);
      });
    },
    allocate(mebibytes = 48) {
      return loop.beforeFrame(() => {
        scope.mark('allocation burst', { objects: allocateBurst(mebibytes) });
      });
    },
    compileShader() {
      return loop.beforeFrame(() => {
        scope.mark('shader compile');
        options.useNewShader();
      });
    },
    destroy() {
      loop.stop();
      scope.destroy();
      hideControls();
      options.dispose();
    },
  };
  const hideControls = showControls(stage, title, demo, options.buttons ?? []);
  return demo;
}
