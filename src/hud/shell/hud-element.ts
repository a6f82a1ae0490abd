import chartsCss from '../charts/charts.css?inline';
import distributionCss from '../distribution/distribution.css?inline';
import type { HudCorner, HudMode } from '../hud-types.ts';
import layoutCss from '../layout/layout.css?inline';
import type { HudModel } from '../model/hud-model.ts';
import { type HudLayout, MARGIN_CSS_PX } from '../model/layout.ts';
import framesCss from '../overview/frames.css?inline';
import figuresCss from '../parts/figures.css?inline';
import headerCss from './header.css?inline';
import hudCss from './hud.css?inline';
import { isolateEvents } from './isolate-events.ts';
import { createModalFinder, showsChildren } from './modal-element.ts';
import tabsCss from './tabs.css?inline';

const STYLES = [hudCss, layoutCss, figuresCss, chartsCss, headerCss, framesCss, distributionCss, tabsCss].join('\n');

/** A sheet of its own for the place that is chosen. */
const PLACED = ':host {}';

const TAG = 'framescope-hud';
/** What tells that something has entered the top layer, or left it; a toggle does not bubble. */
const TOP_LAYER = ['fullscreenchange', 'toggle'];
/** Whatever on the page also wants to be on top for each raise of the HUD has it then: the two would go on forever. */
const RAISES_PER_S = 10;

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

/**
 * Makes the element; it is hidden, and belongs to the parent's document for all its life: sheets, observers and what Preact makes do not go into
 * another. As a `page` it fills the window. The shadow root is open, so that tests and accessibility tools see inside.
 *
 * @param measured has what it does by itself counted as the HUD's own
 */
export function createHudElement(
  parent: Element | undefined,
  layout: 'overlay' | 'page',
  measured: HudModel['measured'],
): HudElement {
  const view = parent?.ownerDocument.defaultView ?? window;
  const { document } = view;
  const host = document.createElement(TAG);
  host.dataset.layout = layout;
  const shadow = host.attachShadow({ mode: 'open' });
  const sheets = new Map<string, CSSStyleSheet>();
  const adoptStyles = (css: string) => {
    // A document whose window has closed in the meantime shows nothing, and takes no sheets.
    if (sheets.has(css) || document.defaultView === null) return;
    const sheet = new view.CSSStyleSheet();
    sheet.replaceSync(css);
    sheets.set(css, sheet);
    shadow.adoptedStyleSheets.push(sheet);
  };
  adoptStyles(STYLES);
  adoptStyles(PLACED);
  /** In a sheet, because an attribute of the element would be in the reach of the page. */
  const placement = ((sheets.get(PLACED) as CSSStyleSheet).cssRules[0] as CSSStyleRule).style;
  // Where it cannot be loaded, all is there and only less roomy.
  if (layout === 'page')
    import('./page.css?inline').then(
      ({ default: css }) => adoptStyles(css),
      () => {},
    );
  const root = document.createElement('div');
  root.className = 'hud';
  root.dataset.layout = layout;
  root.setAttribute('role', 'region');
  root.setAttribute('aria-label', 'Framescope');
  shadow.append(root);

  const hasPopover = 'popover' in host;
  let isShown = false;
  /** What is modal and has the HUD for so long: all that is outside of it is inert. */
  let lentTo: Element | null = null;

  const findModal = hasPopover ? createModalFinder(document) : () => null;
  const attach = () => {
    if (parent?.isConnected !== true || parent.ownerDocument !== document) parent = undefined;
    (parent ?? document.body ?? document.documentElement).append(host);
    lentTo = null;
    removals.disconnect();
    // A page that had it in another document has taken them away.
    if (shadow.adoptedStyleSheets.length === 0) shadow.adoptedStyleSheets = [...sheets.values()];
  };
  /** A page may have emptied its body since, taken the element into another document, or the iframe away that it is in. */
  const isLost = () => !host.isConnected || host.ownerDocument.defaultView !== view;
  /** Puts it where it is not inert. */
  const settle = () => {
    if (isLost()) attach();
    const modal = findModal();
    if (modal === null || !showsChildren(modal)) {
      if (lentTo !== null) attach();
    } else if (lentTo === null ? !modal.contains(host) : host.parentNode !== modal) {
      modal.append(host);
      lentTo = modal;
      removals.observe(host.ownerDocument, { childList: true, subtree: true, attributeFilter: ['open'] });
    }
  };
  const raise = () => {
    if (isShown) {
      settle();
      zooms.then((zoom) => zoom?.renew());
    }
    if (!hasPopover || isLost()) return;
    // A page may have taken the attribute away.
    host.popover = 'manual';
    host.hidePopover();
    if (isShown) host.showPopover();
  };
  const setZoom = (zoom: number) => placement.setProperty('zoom', String(1 / zoom), 'important');
  // Few pages are zoomed by CSS.
  const zooms = import('./watch-zoom.ts').then(
    ({ watchZoom }) => watchZoom(host, root, setZoom),
    () => null,
  );
  // Nobody acts by the keyboard in the first moment.
  const focusKept = import('./keep-focus.ts').then(
    ({ keepFocus }) => keepFocus(root, measured),
    () => null,
  );
  let raises = 0;
  let raisesFromMs = 0;
  const raiseAgain = () => {
    const nowMs = performance.now();
    if (nowMs - raisesFromMs > 1000) {
      raises = 0;
      raisesFromMs = nowMs;
    }
    if (raises++ < RAISES_PER_S) raise();
  };
  // What enters the top layer later lies above: a fullscreen element, a modal dialog or a popover would cover the HUD.
  const onTopLayer = measured(({ type, target }: Event) => {
    // An event that a page makes itself may have the document for its target.
    const { localName } = target as Partial<Element>;
    if (!isShown || localName === TAG) return;
    const element = localName === undefined ? undefined : (target as Element);
    findModal(element);
    const isAbove = () => hasPopover && element?.matches(':modal, :popover-open') === true;
    if (type !== 'toggle' || localName === 'dialog' || isAbove()) raiseAgain();
  });
  // A dialog that is taken off the page does not toggle, and takes along what is in it.
  const onRemoved = measured(() => {
    if (isShown && !(host.isConnected && lentTo?.matches(':modal, :fullscreen'))) raiseAgain();
  });
  const removals = new MutationObserver(onRemoved);
  const setShown = (next: boolean) => {
    // A page may have moved the element, which closes it.
    const isUp = () => !isLost() && (!hasPopover || host.matches(':popover-open'));
    if (isShown === next && (!next || isUp())) return;
    isShown = next;
    host.toggleAttribute('data-shown', next);
    raise();
  };
  attach();
  for (const type of TOP_LAYER) document.addEventListener(type, onTopLayer, true);
  const stopIsolating = isolateEvents(host, measured);
  return {
    root,
    show: () => setShown(true),
    hide: () => setShown(false),
    setLayout({ place: chosen, opacity, scale, sizes }, corner) {
      const at = chosen ?? { corner, x: MARGIN_CSS_PX, y: MARGIN_CSS_PX };
      // A page of its own has no corner that it could stand in.
      if (layout === 'overlay') host.dataset.corner = root.dataset.corner = at.corner;
      const set = (name: string, value: string) => placement.setProperty(`--framescope-${name}`, value, 'important');
      set('x', `${at.x}px`);
      set('y', `${at.y}px`);
      set('opacity', `${opacity}`);
      set('scale', `${scale}`);
      for (const mode of ['graph', 'panel'] as const) {
        const size = sizes[mode];
        set(`${mode}-width`, size ? `${size.width}px` : '');
        set(`${mode}-height`, size ? `${size.height}px` : '');
      }
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
      removals.disconnect();
      zooms.then((zoom) => zoom?.stop());
      focusKept.then((stop) => stop?.());
      host.remove();
      shadow.adoptedStyleSheets = [];
    },
  };
}
