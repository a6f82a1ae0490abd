import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import viewCss from '../parts/view.css?inline';
import { windowOf } from '../parts/window-of.ts';
import commandsCss from './commands.css?inline';
import { type Command, findCommands } from './commands.ts';
import { VIEW_KEYS } from './view-keys.ts';

/** Keys that move in the list, and where to from the k-th of `count`. */
const MOVES: Readonly<Record<string, (k: number, count: number) => number>> = {
  ArrowDown: (k, count) => (k + 1) % count,
  ArrowUp: (k, count) => (k + count - 1) % count,
};

/** How high it is at most, and what is between it and the HUD's edge. */
const MOST_CSS_PX = 366;
const MARGIN_CSS_PX = 4;

interface Props {
  readonly commands: readonly Command[];
  /** Keys of the page that reach the HUD wherever the focus is, and what they do. */
  readonly hotkeys: readonly (readonly [keys: string, effect: string])[];
  readonly onRun: (command: Command) => void;
  /** `hasFocus`: it had the focus until now. */
  readonly onClose: (hasFocus: boolean) => void;
}

/** Every command with its key, to be searched and run. It is the sheet of keys, too. */
export function CommandPalette({ commands, hotkeys, onRun, onClose }: Props) {
  useStyles(viewCss);
  useStyles(commandsCss);
  const search = useSignal('');
  const at = useSignal(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const place = useRef<HTMLElement>(null);
  const hud = useHud();
  const found = findCommands(commands, search.value);
  const current = Math.min(at.value, found.length - 1);
  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const element = place.current as HTMLElement;
    const root = element.closest('.hud') as HTMLElement;
    // Whatever is above it, it ends within the HUD.
    const fit = () => {
      const fromTop = (element.getBoundingClientRect().top - root.getBoundingClientRect().top) / hud.scale;
      element.style.maxHeight = `${Math.min(MOST_CSS_PX, root.clientHeight - fromTop - MARGIN_CSS_PX)}px`;
    };
    const observer = new (windowOf(element).ResizeObserver)(hud.measured(fit));
    observer.observe(root);
    fit();
    return () => observer.disconnect();
  }, [hud]);
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const onKeyDown = (event: KeyboardEvent) => {
    const chosen = found[current];
    if (event.key === 'Enter' && chosen !== undefined) onRun(chosen);
    else if (event.key in MOVES && found.length > 0) at.value = MOVES[event.key]?.(current, found.length) ?? 0;
    else return;
    event.preventDefault();
  };
  const closeOnEscape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose(true);
  };
  const closeOutside = (event: FocusEvent) => {
    if (!place.current?.contains(event.relatedTarget as Node | null)) onClose(false);
  };
  return (
    <section
      class="palette"
      aria-label="Commands"
      ref={place}
      onKeyDown={closeOnEscape}
      // A press on a command must not close the list before it is chosen.
      onFocusOut={closeOutside}
    >
      <input
        ref={input}
        type="text"
        role="combobox"
        aria-label="Search commands"
        aria-expanded="true"
        aria-controls="commands"
        aria-activedescendant={found.length > 0 ? `command-${current}` : undefined}
        placeholder="Search commands"
        value={search.value}
        onInput={(event) => {
          search.value = event.currentTarget.value;
          at.value = 0;
        }}
        onKeyDown={onKeyDown}
      />
      <div class="commands" role="listbox" id="commands" aria-label="Commands" ref={list} tabIndex={-1}>
        {found.map((command, k) => (
          <button
            type="button"
            role="option"
            key={command.title}
            id={`command-${k}`}
            aria-selected={k === current}
            tabIndex={-1}
            onClick={() => onRun(command)}
          >
            <span class="name">{command.title}</span>
            {command.key !== undefined && <kbd>{command.key}</kbd>}
          </button>
        ))}
      </div>
      {found.length === 0 && <p class="empty">No command is named so</p>}
      <section
        class="hotkeys"
        aria-label="Keys"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: longer than its room, it is scrolled by the keyboard, too
        tabIndex={0}
      >
        <dl>
          {hotkeys.map(([keys, effect]) => (
            <KeysOf key={keys} keys={keys} effect={effect} />
          ))}
          {VIEW_KEYS.map(([where, keys, effect]) => (
            <KeysOf key={`${where} ${keys}`} keys={keys} effect={`${where}: ${effect}`} />
          ))}
        </dl>
      </section>
    </section>
  );
}

function KeysOf({ keys, effect }: { readonly keys: string; readonly effect: string }) {
  return (
    <div>
      <dt>{keys}</dt>
      <dd>{effect}</dd>
    </div>
  );
}
