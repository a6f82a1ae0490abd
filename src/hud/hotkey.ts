import { MetricsError } from '../metrics/index.ts';
import type { HudOptions } from './hud-types.ts';
import { shieldKeys } from './shield-keys.ts';

/** F2 is a brightness key on many Macs, so there is a second one. */
export const DEFAULT_HOTKEYS = ['F2', 'Shift+Backquote'] as const;

/** The option as a list, without it the defaults. */
export function hotkeysOf(hotkey: HudOptions['hotkey'] = DEFAULT_HOTKEYS): readonly string[] {
  return typeof hotkey === 'string' ? [hotkey] : hotkey;
}

export interface HotkeyOptions {
  /** Default `DEFAULT_HOTKEYS`. An empty list listens to nothing. */
  hotkey?: HudOptions['hotkey'];
  /** A hotkey was pressed. */
  onToggle(): void;
  /** A hotkey was pressed together with Alt. */
  onCycle(): void;
}

export interface Hotkey {
  /** `KeyboardEvent.code`: the key's place, which no keyboard layout and no modifier changes. */
  readonly code: string;
  readonly shift: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
}

const PATTERN = /^((?:(?:Shift|Ctrl|Meta)\+)*)(Key[A-Z]|Digit\d|F\d{1,2}|(?!Key|Digit)[A-Z][a-z]+[A-Za-z]*\d?)$/;

/** @throws MetricsError `invalid-config` for a text that names no key */
export function parseHotkey(text: string): Hotkey {
  const [, modifiers, code] = (typeof text === 'string' && PATTERN.exec(text)) || [];
  if (modifiers === undefined || code === undefined || /^(Shift|Ctrl|Control|Alt|Meta)/.test(code)) {
    throw new MetricsError(
      'invalid-config',
      `Cannot listen to a hotkey: it must be a KeyboardEvent.code, with "Shift+", "Ctrl+" or "Meta+" before it (Alt cycles the modes), such as "F2" or "Shift+Backquote", current value is ${JSON.stringify(text) ?? String(text)}`,
    );
  }
  return {
    code,
    shift: modifiers.includes('Shift'),
    ctrl: modifiers.includes('Ctrl'),
    meta: modifiers.includes('Meta'),
  };
}

/**
 * Listens on the window ahead of the page; the page does not get a hotkey's events, and keeps every other but those that are
 * pressed in a HUD: see `shieldKeys`. Keys typed into a text field or an input method are the page's.
 *
 * @throws MetricsError `invalid-config` for a hotkey that names no key
 */
export function listenHotkeys({ hotkey, onToggle, onCycle }: HotkeyOptions): () => void {
  const hotkeys = hotkeysOf(hotkey).map(parseHotkey);
  return shieldKeys(window, (event) => {
    const { code, shiftKey, ctrlKey, metaKey } = event;
    const isHotkey = hotkeys.some(
      (key) => key.code === code && key.shift === shiftKey && key.ctrl === ctrlKey && key.meta === metaKey,
    );
    // 229 is the key code of a composition that Safari has just ended.
    if (!isHotkey || event.isComposing || event.keyCode === 229 || isTyping(event)) return false;
    if (event.altKey && !event.repeat) onCycle();
    else if (!event.repeat) onToggle();
    return true;
  });
}

const NO_TEXT = /^(button|checkbox|color|file|image|radio|range|reset|submit)$/;

/**
 * Whether the key goes into a text field, one inside an open shadow root included. A slider or a check box is none. Asked of
 * what the element has, because one that was moved here out of an iframe is no instance of this window's classes.
 */
function isTyping(event: KeyboardEvent): boolean {
  // Nothing of it is there when the target is the window.
  const target = event.composedPath()[0] as Partial<HTMLInputElement & { editContext: unknown }>;
  const name = target.nodeName?.toLowerCase();
  if (name === 'input') return !NO_TEXT.test(target.type ?? '');
  return Boolean(target.isContentEditable || target.editContext) || name === 'textarea' || name === 'select';
}
