import chartsCss from './charts.css?inline';
import distributionCss from './distribution.css?inline';
import figuresCss from './figures.css?inline';
import framesCss from './frames.css?inline';
import headerCss from './header.css?inline';
import hudCss from './hud.css?inline';
import type { HudCorner } from './hud-types.ts';
import { isolateEvents } from './isolate-events.ts';
import metricsCss from './metrics.css?inline';
import sessionsCss from './sessions.css?inline';

const STYLES = [hudCss, figuresCss, chartsCss, headerCss, framesCss, distributionCss, metricsCss, sessionsCss].join(
  '\n',
);

/** The HUD's one element on the page, and what is inside of its shadow root. */
export interface HudElement {
  /** Where the views are rendered. */
  readonly root: HTMLElement;
  /** In the top layer, above everything; the parent's clipping and transforms do not apply. */
  show(): void;
  hide(): void;
  setCorner(corner: HudCorner): void;
  setParent(parent: Element | undefined): void;
  destroy(): void;
}

/** Makes the element; it is hidden. The shadow root is open, so that tests and accessibility tools see inside. */
export function createHudElement(parent: Element | undefined): HudElement {
  const host = document.createElement('framescope-hud');
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  shadow.adoptedStyleSheets = [sheet];
  const root = document.createElement('div');
  root.className = 'hud';
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Framescope');
  shadow.append(root);

  const hasPopover = 'popover' in host;
  if (hasPopover) host.popover = 'manual';
  let isShown = false;
  const setParent = (next: Element | undefined) => {
    (next ?? document.body ?? document.documentElement).append(host);
    if (isShown) raise();
  };
  // What enters the top layer later lies above: a fullscreen element would cover the HUD.
  const raise = () => {
    if (!hasPopover || !host.isConnected) return;
    host.hidePopover();
    if (isShown) host.showPopover();
  };
  const onFullscreen = () => {
    if (isShown) raise();
  };
  document.addEventListener('fullscreenchange', onFullscreen);
  const stopIsolating = isolateEvents(host);
  const setShown = (next: boolean) => {
    if (isShown === next) return;
    isShown = next;
    host.toggleAttribute('data-shown', next);
    raise();
  };
  setParent(parent);
  return {
    root,
    show: () => setShown(true),
    hide: () => setShown(false),
    setCorner(corner) {
      host.dataset.corner = corner;
    },
    setParent,
    destroy() {
      document.removeEventListener('fullscreenchange', onFullscreen);
      stopIsolating();
      host.remove();
      shadow.adoptedStyleSheets = [];
    },
  };
}
