import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';
import type { HudModel } from '../model/hud-model.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { originalKey } from '../shield-keys.ts';
import { fullscreenElementOf } from './modal-element.ts';

const NOTICES = {
  focus: 'This page is inside another: click into it before using the keys',
  pointer: 'The page holds the pointer: Escape frees it',
  fullscreen: 'The fullscreen element takes the pointer, not the keys: make what is around it fullscreen instead',
  keys: 'The page prevents what keys do before the HUD gets them: start Framescope earlier, or move the HUD into a window of its own (Place and size)',
} as const;
type NoticeKind = keyof typeof NOTICES;

/** What each HUD has said already: once is enough. */
const said = new WeakMap<HudModel, Set<NoticeKind>>();

/** Says why keys or the pointer do not reach the HUD, while that is so: the page is framed without the focus, holds the pointer, shows one element only, or listened to keys first. */
export function InputNotice() {
  const hud = useHud();
  const shown = useSignal<NoticeKind | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const saidByHud = said.get(hud) ?? new Set();
  said.set(hud, saidByHud);
  const show = (kind: NoticeKind | null) => {
    if (kind === shown.peek()) return;
    const before = shown.peek();
    if (before !== null) saidByHud.add(before);
    shown.value = kind;
    if (kind !== null) hud.tell(NOTICES[kind]);
  };
  useLayoutEffect(() => {
    let areKeysPrevented = false;
    const look = hud.measured(() => {
      const reasons: Readonly<Record<NoticeKind, boolean>> = {
        // A window of its own has a focus of its own.
        focus: window.top !== window && !document.hasFocus() && hud.window.peek() === null,
        pointer: document.pointerLockElement !== null,
        // Where it can, the HUD's element has moved in there; that is so before a listener of the document that does not capture.
        fullscreen:
          hud.window.peek() === null && fullscreenElementOf(document)?.querySelector('framescope-hud') === null,
        keys: areKeysPrevented,
      };
      show(
        (['focus', 'pointer', 'fullscreen', 'keys'] as const).find((kind) => reasons[kind] && !saidByHud.has(kind)) ??
          null,
      );
    });
    const abort = new AbortController();
    const { signal } = abort;
    for (const type of ['focus', 'blur'] as const) window.addEventListener(type, look, { signal });
    for (const type of ['pointerlockchange', 'fullscreenchange'] as const)
      document.addEventListener(type, look, { signal });
    const onKeyDown = (event: Event) => {
      // Not all keys need be prevented: until it is dismissed it is said, though the next is not.
      areKeysPrevented ||= originalKey(event)?.defaultPrevented === true;
      look();
    };
    // Those in the HUD alone, and before what the HUD itself does with them.
    place.current?.closest('.hud')?.addEventListener('keydown', onKeyDown, { signal, capture: true });
    look();
    return () => abort.abort();
  }, [hud]);
  return (
    <div ref={place}>
      {shown.value !== null && (
        <p class="banner input-notice">
          <span>{NOTICES[shown.value]}</span>
          <IconButton icon="hidden" label="Dismiss" onClick={() => show(null)} />
        </p>
      )}
    </div>
  );
}
