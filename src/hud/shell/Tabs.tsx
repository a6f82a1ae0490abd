import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';
import { PANEL_VIEWS, type PanelView, panelViews } from '../model/panel-views.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { windowOf } from '../parts/window-of.ts';

/** Keys that move among the tabs, and where to from the k-th of `count`. */
const MOVES: Readonly<Record<string, (k: number, count: number) => number>> = {
  ArrowRight: (k, count) => (k + 1) % count,
  ArrowLeft: (k, count) => (k + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** What is left in sight of the tabs before and after the chosen one, in CSS pixels. */
const NEIGHBOUR_CSS_PX = 28;

/** What the panel shows, one of its views. One stop for Tab; the arrow keys go on from there. Where the panel is narrow the tabs scroll. */
export function Tabs() {
  const hud = useHud();
  const { view, host } = hud;
  const views = panelViews(host);
  const list = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = list.current as HTMLDivElement;
    // Called back after layout, so that reading sizes forces none.
    const onResize = hud.measured(() => {
      revealChosen(element);
      tellMore(element);
    });
    const observer = new (windowOf(element).ResizeObserver)(onResize);
    observer.observe(element);
    return () => observer.disconnect();
  }, [hud]);
  useLayoutEffect(() => revealChosen(list.current as HTMLDivElement), [view.value]);
  const onKeyDown = (event: KeyboardEvent) => {
    const k = MOVES[event.key]?.(views.indexOf(view.peek()), views.length);
    if (k === undefined || hasModifier(event)) return;
    event.preventDefault();
    view.value = views[k] as PanelView;
    (list.current as HTMLDivElement).querySelectorAll('button')[k]?.focus();
  };
  return (
    <div
      class="tabs"
      role="tablist"
      aria-label="Views"
      ref={list}
      onKeyDown={onKeyDown}
      onScroll={(event) => tellMore(event.currentTarget)}
    >
      {views.map((choice) => (
        <button
          type="button"
          role="tab"
          key={choice}
          id={`tab-${choice}`}
          aria-selected={view.value === choice}
          aria-controls="view"
          tabIndex={view.value === choice ? 0 : -1}
          onClick={() => {
            view.value = choice;
          }}
        >
          {PANEL_VIEWS[choice]}
        </button>
      ))}
    </div>
  );
}

/** Not by `scrollIntoView`, which may scroll the page as well. */
function revealChosen(list: HTMLElement): void {
  const chosen = list.querySelector<HTMLElement>('[aria-selected="true"]');
  if (chosen === null || list.scrollWidth <= list.clientWidth) return;
  const left = chosen.offsetLeft - list.offsetLeft;
  const last = left + chosen.offsetWidth - list.clientWidth + NEIGHBOUR_CSS_PX;
  list.scrollLeft = Math.max(last, Math.min(list.scrollLeft, left - NEIGHBOUR_CSS_PX));
}

/** At which edges the style sheet shows that there are more tabs. */
function tellMore(list: HTMLElement): void {
  const before = list.scrollLeft > 1 ? 'before' : '';
  const after = list.scrollLeft + list.clientWidth < list.scrollWidth - 1 ? 'after' : '';
  const more = `${before} ${after}`.trim();
  if (more === '') delete list.dataset.more;
  else list.dataset.more = more;
}
