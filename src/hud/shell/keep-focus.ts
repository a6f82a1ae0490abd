import type { HudModel } from '../model/hud-model.ts';

const FOCUSABLE = ':is(button, input, select, textarea, [tabindex]):not(:disabled)';
const CHOSEN_TAB = '[role="tab"][aria-selected="true"]';

/**
 * Keeps the focus in the HUD when what has it is removed or disabled, or the keys that follow would be the game's: a neighbour gets
 * it, where nothing that came has taken it. Who has pressed the pointer since the last key goes on in the game.
 *
 * @param measured has what it does counted as the HUD's own
 */
export function keepFocus(root: HTMLElement, measured: HudModel['measured']): () => void {
  const abort = new AbortController();
  const listen = (type: 'focusin' | 'focusout' | 'keydown' | 'pointerdown', listener: (event: Event) => void) =>
    root.addEventListener(type, measured(listener), { signal: abort.signal, capture: true });
  const focused = () => (root.getRootNode() as ShadowRoot).activeElement;
  /** What has the focus, and all that it is in, up to the root; empty while it is elsewhere. */
  let path: readonly Element[] = [];
  let isByKey = false;
  /** Whether the key that moved the focus may still be held. */
  let isMoved = false;

  const onRemoved = measured((records: readonly MutationRecord[]) => {
    const before = path;
    const [last] = before as readonly [Element];
    if (root.contains(last) && !last.matches(':disabled')) return;
    // Once: what comes later, as a HUD that is shown again, is no neighbour.
    forget();
    const { activeElement, body } = root.ownerDocument;
    const isNowhere = focused() === last || activeElement === body || activeElement === null;
    if (!isByKey || !isNowhere) return;
    isMoved = true;
    neighbourOf(before, records)?.focus();
  });
  const observer = new MutationObserver(onRemoved);
  const forget = () => {
    path = [];
    observer.disconnect();
  };
  const watch = (target: Element) => {
    forget();
    isByKey = true;
    const way: Element[] = [];
    for (let element = target; element !== root; element = element.parentElement as Element) way.push(element);
    path = [...way, root];
    // No more than this way is watched, and while the focus is here: figures that change cost nothing.
    observer.observe(target, { attributeFilter: ['disabled'] });
    for (const element of path.slice(1)) observer.observe(element, { childList: true });
  };
  listen('focusin', ({ target }) => watch(target as Element));
  listen('focusout', ({ target }) => {
    // What is removed loses the focus while it is still there, and is to be gone only then.
    const look = measured(() => {
      if (target === path[0] && focused() !== target && root.contains(target as Element)) forget();
    });
    queueMicrotask(look);
  });
  listen('pointerdown', () => {
    isByKey = false;
  });
  listen('keydown', (event) => {
    isByKey = true;
    // What has the focus now was not meant: Enter on "Undo" must not record.
    isMoved &&= (event as KeyboardEvent).repeat;
    if (isMoved) event.preventDefault();
  });
  const already = focused();
  if (already !== null) watch(already);
  return () => {
    abort.abort();
    forget();
  };
}

/** What is next to the end of a way that was cut off or disabled: behind it, before it or around it, as near as can be; else the chosen tab. */
function neighbourOf(path: readonly Element[], records: readonly MutationRecord[]): HTMLElement | undefined {
  const root = path.at(-1) as HTMLElement;
  const removed = path.findLastIndex((element) => !root.contains(element));
  for (let k = Math.max(removed, 0); k < path.length - 2; k++) {
    const [child, around] = [path[k] as Element, path[k + 1] as HTMLElement];
    if (around.tabIndex >= 0) return around;
    const next =
      k === removed
        ? records.find(({ removedNodes }) => [...removedNodes].includes(child))?.nextSibling
        : child.nextElementSibling;
    const children = [...around.children];
    const at = children.indexOf(next as Element);
    const behind = at < 0 ? [] : children.splice(at);
    for (const element of [...behind, ...children.reverse()]) {
      const found = firstIn(element);
      if (found !== undefined) return found;
    }
  }
  return root.querySelector<HTMLElement>(CHOSEN_TAB) ?? firstIn(root);
}

function firstIn(element: Element): HTMLElement | undefined {
  return [element as HTMLElement, ...element.querySelectorAll<HTMLElement>(FOCUSABLE)].find(
    (one) => one.matches(FOCUSABLE) && one.getClientRects().length > 0,
  );
}
