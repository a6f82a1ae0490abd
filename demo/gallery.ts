import type { SceneEntry } from './demo-scene.ts';
import { element } from './element.ts';

/** Fills `stage` with a card for each scene; `notice` stands above them. */
export function showGallery(stage: HTMLElement, scenes: readonly SceneEntry[], notice: string | null): void {
  stage.replaceChildren(
    element(
      'div',
      { className: 'gallery' },
      element(
        'header',
        {},
        element('p', { className: 'wordmark' }, 'Framescope'),
        element('h1', {}, 'Scenes to measure'),
        element(
          'p',
          { className: 'lead' },
          'Each scene is an engine, or a bare graphics API, with a frame loop of its own. The HUD opens with it, and the run is recorded as a session.',
        ),
      ),
      ...(notice === null ? [] : [element('p', { className: 'notice', role: 'alert' }, notice)]),
      element('ul', { className: 'cards' }, ...scenes.map(createCard)),
      element(
        'footer',
        {},
        ...[
          ['F2', 'shows and hides the HUD'],
          ['Alt F2', 'goes through its modes'],
          ['?load=0.8', 'makes a scene do more, 0 to 1'],
          ['?hud=graph', 'opens the HUD in another mode'],
          ['?session=0', 'records nothing'],
          ['viewer.html', 'opens session files'],
        ].map(([key = '', text = '']) => element('p', {}, element('kbd', {}, key), ` ${text}`)),
      ),
    ),
  );
}

function createCard({ name, title, engine, text, picture }: SceneEntry): HTMLElement {
  return element(
    'li',
    {},
    element(
      'a',
      { className: 'card', href: `?scene=${encodeURIComponent(name)}`, 'data-testid': `scene-${name}` },
      element('img', { src: picture, alt: '', width: 640, height: 360 }),
      element('span', { className: 'engine' }, engine),
      element('strong', {}, title),
      element('span', { className: 'text' }, text),
    ),
  );
}
