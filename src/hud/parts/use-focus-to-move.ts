import { useRef } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';

/**
 * Whether the focus was in what is replaced as `shown` changes: then what comes has to take it, or keys would go to the page.
 * To be asked by the component above both, because what goes is gone before what comes is rendered.
 *
 * @param selector of what is replaced
 */
export function useFocusToMove(shown: unknown, selector: string): boolean {
  const hud = useHud();
  const last = useRef({ shown, isFocused: false });
  if (last.current.shown !== shown) {
    const { activeElement } = (hud.window.peek() ?? window).document;
    const isFocused = activeElement?.shadowRoot?.activeElement?.closest(selector) != null;
    last.current = { shown, isFocused };
  }
  return last.current.isFocused;
}
