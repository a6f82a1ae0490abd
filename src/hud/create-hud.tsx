import { effect, untracked } from '@preact/signals';
import { render } from 'preact';
import { hotkeysOf } from './hotkey.ts';
import type { Hud, HudHost, HudOptions } from './hud-types.ts';
import { watchWindow } from './layout/watch-window.ts';
import { HudContext } from './model/hud-context.ts';
import { createHudModel } from './model/hud-model.ts';
import { measurePreact } from './model/own-work.ts';
import { sessionSource } from './model/session-source.ts';
import { readPalette } from './parts/palette.ts';
import { HudRoot } from './shell/HudRoot.tsx';
import { createHudElement, type HudElement } from './shell/hud-element.ts';
import { watchTheme } from './shell/watch-theme.ts';

/** Puts a HUD on the page. Hotkeys are the host's: see `listenHotkeys`. Hidden, it has an empty element and does no work. */
export function createHud(host: HudHost, options: HudOptions): Hud {
  const model = createHudModel(host, options);
  const createOnPage = (parent: Element | undefined) =>
    createHudElement(parent, host.isLive === false ? 'page' : 'overlay', model.measured);
  let onPage = createOnPage(options.parent);
  /** That on the page, or one in a window of its own. */
  let element = onPage;
  model.adoptStyles = (css) => element.adoptStyles(css);
  const themes = watchTheme(
    () => model.layout.peek().theme ?? model.themeOption,
    (next) => {
      element.root.dataset.theme = next;
      // Only what is shown has a use for colours; reading them costs a style recalculation.
      if (model.mode.peek() !== 'hidden') model.palette.value = readPalette(element.root);
    },
  );
  let stopStats: (() => void) | null = null;
  let stopMeasuring = () => {};
  let isDestroyed = false;
  /** That of the model, which is asked for in each frame: looking into a signal allocates. */
  let mode = model.mode.peek();

  const stopModes = effect(() => {
    mode = model.mode.value;
    element.setMode(mode);
    if (mode === 'hidden') model.window.value = null;
    untracked(() => {
      if (mode === 'hidden') hide();
      else if (stopStats === null) show();
    });
  });
  const stopLayout = effect(() => onPage.setLayout(model.layout.value, model.corner.value));
  let chosenTheme = model.layout.peek().theme;
  const stopThemes = effect(() => {
    const { theme } = model.layout.value;
    if (theme === chosenTheme) return;
    chosenTheme = theme;
    untracked(themes.renew);
  });
  const stopWindows = watchWindow(model, (target) =>
    showIn(() => {
      if (element !== onPage) element.destroy();
      return target === null ? onPage : createHudElement(target.document.body, 'page', model.measured);
    }),
  );

  function showIn(next: () => HudElement): void {
    const isShown = stopStats !== null;
    if (isShown) hide();
    element = next();
    element.setMode(model.mode.peek());
    if (isShown) show();
  }

  /** Sheets, observers and what Preact makes belong to one document: in another, all is made anew. */
  function moveTo(parent: Element | undefined): void {
    const isOnPage = element === onPage;
    showIn(() => {
      onPage.destroy();
      onPage = createOnPage(parent);
      onPage.setLayout(model.layout.peek(), model.corner.peek());
      return isOnPage ? onPage : element;
    });
  }

  function show(): void {
    themes.renew();
    stopStats = model.startStats();
    stopMeasuring = measurePreact(element.root, model.tellWork);
    model.measure(() => {
      model.renewStats();
      render(
        <HudContext.Provider value={model}>
          <HudRoot />
        </HudContext.Provider>,
        element.root,
      );
    });
    element.show();
  }

  function hide(): void {
    element.hide();
    stopStats?.();
    stopStats = null;
    stopMeasuring();
    render(null, element.root);
  }

  return {
    get mode() {
      return mode;
    },
    get corner() {
      return model.layout.peek().place?.corner ?? model.corner.peek();
    },
    setMode(next) {
      if (isDestroyed) return;
      // The iframe that it is in may have been taken away.
      if (onPage.root.ownerDocument.defaultView === null) moveTo(undefined);
      model.mode.value = next;
      // A page may have emptied its body since.
      if (next !== 'hidden') element.show();
    },
    open(session) {
      if (!isDestroyed) model.show(session && sessionSource(session, model));
    },
    configure({
      budgetMs = model.budgetOption,
      corner = model.corner.peek(),
      hotkey = model.hotkeys,
      parent,
      theme = model.themeOption,
    }) {
      model.hotkeys = hotkeysOf(hotkey);
      model.budgetOption = budgetMs;
      // Where colours are read again all charts are made anew.
      if (theme !== model.themeOption) {
        model.themeOption = theme;
        themes.renew();
      }
      model.corner.value = corner;
      if (parent === undefined || isDestroyed) return;
      if (parent.ownerDocument === onPage.root.ownerDocument) onPage.setParent(parent);
      else moveTo(parent);
    },
    destroy() {
      isDestroyed = true;
      stopModes();
      stopLayout();
      stopThemes();
      stopWindows();
      themes.stop();
      hide();
      model.destroy();
      onPage.destroy();
    },
  };
}
