import { useLayoutEffect } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';

/** Says that frames are no longer kept, to those who do not see it, too. */
export function LostNote({ text }: { readonly text: string }) {
  const hud = useHud();
  useLayoutEffect(() => {
    if (text !== '') hud.tell(text);
  }, [text]);
  return text === '' ? null : <p class="empty">{text}</p>;
}
