import { useRef } from 'preact/hooks';
import { useHud } from './hud-context.ts';
import { PANEL_VIEWS, type PanelView } from './panel-views.ts';

const VIEWS = Object.keys(PANEL_VIEWS) as PanelView[];
/** Keys that move among the tabs, and where to from the k-th. */
const MOVES: Readonly<Record<string, (k: number) => number>> = {
  ArrowRight: (k) => (k + 1) % VIEWS.length,
  ArrowLeft: (k) => (k + VIEWS.length - 1) % VIEWS.length,
  Home: () => 0,
  End: () => VIEWS.length - 1,
};

/** What the panel shows, one of its views. One stop for Tab; the arrow keys go on from there. */
export function Tabs() {
  const { view } = useHud();
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const k = MOVES[event.key]?.(VIEWS.indexOf(view.peek()));
    if (k === undefined) return;
    event.preventDefault();
    view.value = VIEWS[k] as PanelView;
    (list.current as HTMLDivElement).querySelectorAll('button')[k]?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label="Views" ref={list} onKeyDown={onKeyDown}>
      {VIEWS.map((choice) => (
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
