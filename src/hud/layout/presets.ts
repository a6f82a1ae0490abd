import { type Signal, signal } from '@preact/signals';
import { HUD_MODES, type HudMode } from '../hud-types.ts';
import type { HudModel } from '../model/hud-model.ts';
import { type HudLayout, readLayout } from '../model/layout.ts';
import { PANEL_VIEWS, type PanelView, panelViews } from '../model/panel-views.ts';
import { readPins } from '../model/pins.ts';

/** What to look at, under a name. */
export interface Preset {
  readonly name: string;
  readonly view: PanelView;
  readonly pins: readonly string[];
  /** Absent: stays as it is. */
  readonly mode?: HudMode;
  readonly layout?: HudLayout;
}

/** The presets of a HUD. The user's own are kept as the layout is. */
export interface Presets {
  readonly own: Signal<readonly Preset[]>;
  apply(preset: Preset): void;
  /**
   * Keeps pins, view, mode and layout as they are now, in place of an own preset of this name.
   *
   * @throws Error that says to the user why not
   */
  save(name: string): void;
  remove(name: string): void;
}

/** Of what is stored of them. */
const PRESETS_VERSION = 1;
export const MAX_PRESETS = 20;
export const MAX_NAME_LENGTH = 40;

/** They leave mode, place and size alone. */
export const BUILT_IN_PRESETS: readonly Preset[] = [
  { name: 'Default', view: 'overview', pins: [] },
  {
    name: 'CPU',
    view: 'overview',
    pins: ['engine:performance.cpu_time_ms', 'engine:performance.frame_time', 'engine:rendering.draw_calls'],
  },
  {
    name: 'GPU',
    view: 'gpu',
    pins: [
      'engine:performance.gpu_time_ms',
      'engine:performance.gpu_time',
      'engine:rendering.draw_calls',
      'engine:rendering.triangles',
    ],
  },
  {
    name: 'Memory',
    view: 'gpu',
    pins: ['engine:memory.usage_mb', 'engine:memory.vram_usage_mb', 'engine:memory.vram_peak_mb'],
  },
];

const known = new WeakMap<HudModel, Presets>();

/** One for each HUD, made when it is first asked for. */
export function presetsOf(hud: HudModel): Presets {
  let presets = known.get(hud);
  if (presets === undefined) {
    presets = createPresets(hud);
    known.set(hud, presets);
  }
  return presets;
}

/** What is shown now, as a preset. */
export function currentPreset(hud: HudModel, name: string): Required<Preset> {
  return { name, view: hud.view.value, pins: hud.pins.value, mode: hud.mode.value, layout: hud.layout.value };
}

function createPresets(hud: HudModel): Presets {
  const memory = hud.remembered('presets', PRESETS_VERSION);
  const own = signal(readPresets(memory.read()));
  hud.onDestroy(
    memory.onChange(() => {
      own.value = readPresets(memory.read());
    }),
  );
  const change = (next: readonly Preset[]) => {
    own.value = next;
    if (next.length > 0) memory.write({ presets: next });
    else memory.forget();
  };
  return {
    own,
    apply({ view, pins, mode, layout }) {
      hud.setPins(pins);
      // It may have been saved where there were more.
      hud.view.value = panelViews(hud.host).includes(view) ? view : 'overview';
      if (layout !== undefined) hud.setLayout(layout);
      if (mode !== undefined) hud.mode.value = mode;
    },
    save(text) {
      const name = nameOf(text);
      if (name === '') throw new Error('A preset needs a name');
      if (isBuiltIn(name)) throw new Error(`"${name}" is always there: choose another name`);
      const others = own.peek();
      const at = others.findIndex((preset) => preset.name === name);
      if (at < 0 && others.length >= MAX_PRESETS)
        throw new Error(`There are ${MAX_PRESETS} presets: remove or replace one`);
      const preset = currentPreset(hud, name);
      change(at < 0 ? [...others, preset] : others.with(at, preset));
    },
    remove(name) {
      change(own.peek().filter((preset) => preset.name !== name));
    },
  };
}

/** What can be used of presets that were stored, by whomever. */
export function readPresets(stored: unknown): readonly Preset[] {
  const presets = (stored as { readonly presets?: unknown } | null | undefined)?.presets;
  if (!Array.isArray(presets)) return [];
  const byName = new Map<string, Preset>();
  for (const value of presets.slice(0, 2 * MAX_PRESETS)) {
    const { name: text, view, mode, layout, pins } = Object(value) as Record<string, unknown>;
    const name = typeof text === 'string' ? nameOf(text) : '';
    if (name === '' || isBuiltIn(name) || byName.has(name)) continue;
    byName.set(name, {
      name,
      view: Object.hasOwn(PANEL_VIEWS, String(view)) ? (view as PanelView) : 'overview',
      pins: readPins({ pins }),
      layout: readLayout(layout),
      // One that hides the HUD could not be chosen again.
      ...(mode !== 'hidden' && HUD_MODES.includes(mode as HudMode) && { mode: mode as HudMode }),
    });
  }
  return [...byName.values()].slice(0, MAX_PRESETS);
}

const nameOf = (text: string) => text.trim().slice(0, MAX_NAME_LENGTH);
const isBuiltIn = (name: string) => BUILT_IN_PRESETS.some((preset) => preset.name.toLowerCase() === name.toLowerCase());
