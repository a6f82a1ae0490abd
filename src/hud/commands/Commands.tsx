import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { lazyView } from '../shell/lazy-view.tsx';
import { type Command, hudCommands } from './commands.ts';
import saidCss from './said.css?inline';

const CommandPalette = lazyView('palette', async () => (await import('./CommandPalette.tsx')).CommandPalette);
const SAID_FOR_MS = 4000;
const HOTKEYS_DO = 'shows and hides the HUD; with Alt goes through its modes';
const LIST_KEYS = ['Ctrl+K, ?', 'this list'] as const;

/** The button that opens the list of commands, and all that `CommandKeys` has. */
export function Commands() {
  const hud = useHud();
  const { isPaletteOpen } = hud;
  const { place, said, run, rootOf, open, close } = useCommands();
  // A panel that comes back comes without the list.
  useLayoutEffect(
    () => () => {
      isPaletteOpen.value = false;
    },
    [isPaletteOpen],
  );
  // They are the page's, which a viewer has not.
  const hasHotkeys = hud.host.isLive !== false;
  return (
    <div class="commands-place" ref={place}>
      <IconButton
        icon="commands"
        label="Commands and keys (Ctrl+K)"
        pressed={isPaletteOpen.value}
        onClick={() => (isPaletteOpen.peek() ? close() : open())}
      />
      {/* `Announcements` reads it out. */}
      <span class="said">{said}</span>
      {isPaletteOpen.value && (
        <ErrorBoundary name="The list of commands">
          <CommandPalette
            commands={hudCommands(hud, rootOf())}
            hotkeys={hasHotkeys ? [[hud.hotkeys.join(', '), HOTKEYS_DO], LIST_KEYS] : [LIST_KEYS]}
            onRun={(command) => void run(command)}
            onClose={close}
          />
        </ErrorBoundary>
      )}
    </div>
  );
}

/** The keys of the commands where there is no room for the list: it is opened in the panel. */
export function CommandKeys() {
  const { place, said } = useCommands();
  return (
    <div class="command-keys" ref={place}>
      <span class="said">{said}</span>
    </div>
  );
}

/** The keys of the commands while the focus is in the HUD, and what they say when they are done. */
function useCommands() {
  useStyles(saidCss);
  const hud = useHud();
  const isOpen = hud.isPaletteOpen;
  const said = useSignal('');
  const place = useRef<HTMLDivElement>(null);
  const timer = useRef(0);
  const before = useRef<HTMLElement | null>(null);
  const rootOf = () => place.current?.closest('.hud') as HTMLElement;

  const say = (text: string) => {
    said.value = text;
    hud.tell(text);
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      said.value = '';
    }, SAID_FOR_MS);
  };
  const run = async (command: Command) => {
    close();
    try {
      const text = await command.run();
      if (text !== undefined) say(text);
    } catch (error) {
      say(error instanceof Error ? error.message : String(error));
    }
  };
  const open = () => {
    before.current = (rootOf().getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
    hud.mode.value = 'panel';
    isOpen.value = true;
  };
  /** The focus goes back to where it was, unless it is elsewhere already. */
  const close = (hasFocus = true) => {
    if (!isOpen.peek()) return;
    isOpen.value = false;
    // Opened by the pointer it came from the page, and what follows may be the HUD's keys.
    const back = before.current ?? place.current?.querySelector('button');
    if (hasFocus) back?.focus({ preventScroll: true });
  };

  useLayoutEffect(() => {
    const root = rootOf();
    const onKeyDown = hud.measured((event: KeyboardEvent) => {
      const { key, ctrlKey, metaKey, altKey, isComposing } = event;
      const isPalette = (ctrlKey || metaKey) && !altKey && key.toLowerCase() === 'k';
      const isTyping = (event.composedPath()[0] as Element).matches('input:not([type="file"]), select, textarea');
      if (isPalette || (key === '?' && !isTyping)) {
        event.preventDefault();
        if (event.repeat) return;
        if (isOpen.peek()) close();
        else open();
        return;
      }
      if (isTyping || isComposing || ctrlKey || metaKey || altKey || event.defaultPrevented) return;
      const command = hudCommands(hud, root).find((one) => one.key === key);
      if (command === undefined) return;
      event.preventDefault();
      // A key that is held down would record and stop thirty times a second.
      if (!event.repeat) void run(command);
    });
    root.addEventListener('keydown', onKeyDown);
    return () => {
      root.removeEventListener('keydown', onKeyDown);
      clearTimeout(timer.current);
    };
  }, [hud]);

  return { place, said, run, rootOf, open, close };
}
