import chartsCss from '../charts/charts.css?inline';
import distributionCss from '../distribution/distribution.css?inline';
import type { HudCorner, HudMode } from '../hud-types.ts';
import layoutCss from '../layout/layout.css?inline';
import { type HudLayout, MARGIN_CSS_PX } from '../model/layout.ts';
import framesCss from '../overview/frames.css?inline';
import figuresCss from '../parts/figures.css?inline';
import headerCss from './header.css?inline';
import hudCss from './hud.css?inline';
import { isolateEvents } from './isolate-events.ts';
import tabsCss from './tabs.css?inline';

const STYLES = [hudCss, layoutCss, figuresCss, chartsCss, headerCss, framesCss, distributionCss, tabsCss].join('\n');

/** What tells that something has entered the top layer; a toggle does not bubble. */
const TOP_LAYER = ['fullscreenchange', 'toggle'];

/** The HUD's one element on the page, and what is inside of its shadow root. */
export interface HudElement {
  /** Where the views are rendered. */
  readonly root: HTMLElement;
  /** In the top layer, above everything, and on the page again if it was taken off; the parent's clipping and transforms do not apply. */
  show(): void;
  hide(): void;
  /** Where the layout has no place, in the corner. */
  setLayout(layout: HudLayout, corner: HudCorner): void;
  setMode(mode: HudMode): void;
  setParent(parent: Element | undefined): void;
  /** Adds the style sheet of a view that is loaded when it is shown; one that is there already stays as it is. */
  adoptStyles(css: string): void;
  destroy(): void;
}

/** Makes the element; it is hidden. As a `page` it fills the window. The shadow root is open, so that tests and accessibility tools see inside. */
export function createHudElement(parent: Element | undefined, layout: 'overlay' | 'page' = 'overlay'): HudElement {
  // Elements and sheets belong to one document each, and the parent's may be that of another window.
  const document = parent?.ownerDocument ?? window.document;
  const { CSSStyleSheet } = document.defaultView ?? window;
  const host = document.createElement('framescope-hud');
  host.dataset.layout = layout;
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  // In a sheet, because an attribute of the element would be in the reach of the page.
  const placed = new CSSStyleSheet();
  placed.replaceSync(':host {}');
  const placement = (placed.cssRules[0] as CSSStyleRule).style;
  shadow.adoptedStyleSheets = [sheet, placed];
  const adopted = new Set<string>();
  const adoptStyles = (css: string) => {
    if (adopted.has(css)) return;
    adopted.add(css);
    const added = new CSSStyleSheet();
    added.replaceSync(css);
    shadow.adoptedStyleSheets.push(added);
  };
  if (layout === 'page') void import('./page.css?inline').then(({ default: css }) => adoptStyles(css));
  const root = document.createElement('div');
  root.className = 'hud';
  root.dataset.layout = layout;
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Framescope');
  shadow.append(root);

  const hasPopover = 'popover' in host;
  if (hasPopover) host.popover = 'manual';
  let isShown = false;
  const attach = () => (parent ?? document.body ?? document.documentElement).append(host);
  const raise = () => {
    // A page may have emptied its body since, or taken the parent away.
    if (isShown && !host.isConnected) {
      if (parent?.isConnected === false) parent = undefined;
      attach();
    }
    if (!hasPopover || !host.isConnected) return;
    host.hidePopover();
    if (isShown) host.showPopover();
  };
  // What enters the top layer later lies above: a fullscreen element, a modal dialog or a popover would cover the HUD.
  const onTopLayer = ({ type, target }: Event) => {
    if (!isShown || target === host) return;
    if (type !== 'toggle' || (hasPopover && (target as Element).matches(':modal, :popover-open'))) raise();
  };
  for (const type of TOP_LAYER) document.addEventListener(type, onTopLayer, true);
  const stopIsolating = isolateEvents(host);
  const setShown = (next: boolean) => {
    if (isShown === next && host.isConnected) return;
    isShown = next;
    host.toggleAttribute('data-shown', next);
    raise();
  };
  attach();
  return {
    root,
    show: () => setShown(true),
    hide: () => setShown(false),
    setLayout({ place: chosen, opacity, scale, sizes }, corner) {
      const at = chosen ?? { corner, x: MARGIN_CSS_PX, y: MARGIN_CSS_PX };
      host.dataset.corner = root.dataset.corner = at.corner;
      const size = (part: 'width' | 'height', mode: 'graph' | 'panel') =>
        [`${mode}-${part}`, sizes[mode] === undefined ? '' : `${sizes[mode][part]}px`] as const;
      const values = [
        ['x', `${at.x}px`],
        ['y', `${at.y}px`],
        ['opacity', String(opacity)],
        ['scale', String(scale)],
        size('width', 'graph'),
        size('height', 'graph'),
        size('width', 'panel'),
        size('height', 'panel'),
      ] as const;
      for (const [name, value] of values) placement.setProperty(`--framescope-${name}`, value, 'important');
      root.dataset.sized = Object.keys(sizes).join(' ');
    },
    setMode(mode) {
      host.dataset.mode = root.dataset.mode = mode;
    },
    setParent(next) {
      parent = next;
      attach();
      if (isShown) raise();
    },
    adoptStyles,
    destroy() {
      for (const type of TOP_LAYER) document.removeEventListener(type, onTopLayer, true);
      stopIsolating();
      host.remove();
      shadow.adoptedStyleSheets = [];
    },
  };
}
