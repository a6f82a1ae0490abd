import { useLayoutEffect } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';

/** A selection that goes on changing is not read out at each step. */
export const SETTLED_MS = 500;

/** Says that frames are no longer kept, to those who do not see it, too. */
export function LostNote({ text }: { readonly text: string }) {
  const hud = useHud();
  useLayoutEffect(() => {
    if (text === '') return;
    const timer = setTimeout(() => hud.tell(text), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return text === '' ? null : <p class="empty">{text}</p>;
}
