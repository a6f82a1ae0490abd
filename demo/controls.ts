import type { DemoScene } from './demo-scene.ts';
import { element } from './element.ts';

const LONG_TASK_MS = 100;

/** A button that only one scene has. */
export interface SceneButton {
  readonly testId: string;
  readonly label: string;
  /** Settles with what has been done, in words. */
  run(): Promise<string>;
}

/** Puts the scene's controls at the bottom left of the stage; returns their removal. */
export function showControls(
  stage: HTMLElement,
  title: string,
  scene: DemoScene,
  sceneButtons: readonly SceneButton[],
): () => void {
  const status = element('p', { role: 'status', className: 'status' });
  const percent = element('output', { htmlFor: 'load' as never }, formatLoad(scene.load));
  const slider = element('input', {
    id: 'load',
    type: 'range',
    min: '0',
    max: '1',
    step: '0.05',
    value: String(scene.load),
    'data-testid': 'load',
  });
  slider.addEventListener('input', () => {
    scene.load = slider.valueAsNumber;
    percent.value = formatLoad(scene.load);
  });

  const button = ({ testId, label, run }: SceneButton) => {
    const created = element('button', { type: 'button', 'data-testid': testId }, label);
    created.addEventListener('click', async () => {
      status.textContent = await run().catch((error) => `Not possible: ${String(error)}`);
    });
    return created;
  };
  const disturbance = (testId: string, label: string, run: () => Promise<void>, done: string) =>
    button({ testId, label, run: () => run().then(() => done) });

  const panel = element(
    'details',
    { className: 'controls', open: true, 'data-testid': 'controls' },
    element('summary', {}, title),
    element('label', { htmlFor: 'load' }, element('span', {}, 'Load'), percent),
    slider,
    element(
      'div',
      { className: 'buttons', role: 'group', 'aria-label': 'Disturb the frame loop' },
      disturbance(
        'long-task',
        `Long task (${LONG_TASK_MS} ms)`,
        () => scene.longTask(LONG_TASK_MS),
        `Blocked one frame for ${LONG_TASK_MS} ms`,
      ),
      disturbance('allocate', 'Allocation burst', () => scene.allocate(), 'Made garbage for the collector'),
      disturbance('compile-shader', 'Compile a shader', () => scene.compileShader(), 'Compiled a new program'),
    ),
    ...(sceneButtons.length > 0 ? [element('div', { className: 'buttons' }, ...sceneButtons.map(button))] : []),
    status,
    element('a', { href: '?' }, 'All scenes'),
  );
  stage.append(panel);
  return () => panel.remove();
}

function formatLoad(load: number): string {
  return `${Math.round(load * 100)} %`;
}
