import { useRef } from 'preact/hooks';
import { useHud } from './hud-context.ts';
import { PANEL_VIEWS, type PanelView, panelViews } from './panel-views.ts';

/** Keys that move among the tabs, and where to from the k-th of `count`. */
const MOVES: Readonly<Record<string, (k: number, count: number) => number>> = {
  ArrowRight: (k, count) => (k + 1) % count,
  ArrowLeft: (k, count) => (k + count - 1) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** What the panel shows, one of its views. One stop for Tab; the arrow keys go on from there. */
export function Tabs() {
  const { view, host } = useHud();
  const views = panelViews(host);
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const k = MOVES[event.key]?.(views.indexOf(view.peek()), views.length);
    if (k === undefined) return;
    event.preventDefault();
    view.value = views[k] as PanelView;
    (list.current as HTMLDivElement).querySelectorAll('button')[k]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
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
