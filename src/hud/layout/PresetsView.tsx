import { useComputed, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';
import viewCss from '../parts/view.css?inline';
import presetsCss from './presets.css?inline';
import { BUILT_IN_PRESETS, currentPreset, MAX_NAME_LENGTH, type Preset, presetsOf } from './presets.ts';

/** What to look at, by name: chosen, saved, replaced, removed. */
export function PresetsView() {
  useStyles(viewCss);
  useStyles(presetsCss);
  const hud = useHud();
  const presets = presetsOf(hud);
  const name = useSignal('');
  const problem = useSignal('');
  const input = useRef<HTMLInputElement>(null);
  const own = presets.own.value;
  const shown = useComputed(() => currentPreset(hud, '')).value;
  const isReplaced = own.some((preset) => preset.name === name.value.trim());
  const save = () => {
    try {
      presets.save(name.peek());
      name.value = problem.value = '';
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const choice = (preset: Preset) => (
    <button
      type="button"
      class="name"
      aria-pressed={isShown(preset, shown)}
      onClick={() => {
        presets.apply(preset);
      }}
    >
      {preset.name}
    </button>
  );
  return (
    <section class="presets" aria-label="Presets">
      <span class="label">Preset</span>
      <ul>
        {BUILT_IN_PRESETS.map((preset) => (
          <li key={preset.name}>{choice(preset)}</li>
        ))}
        {own.map((preset) => (
          <li key={`own ${preset.name}`}>
            {choice(preset)}
            <IconButton
              icon="hidden"
              label={`Remove preset ${preset.name}`}
              onClick={() => {
                // Its button goes with it, and the keys that follow would be the page's.
                input.current?.focus({ preventScroll: true });
                presets.remove(preset.name);
              }}
            />
          </li>
        ))}
      </ul>
      <span class="label" aria-hidden="true">
        Save as
      </span>
      <span class="save">
        <input
          ref={input}
          type="text"
          aria-label="Name of the preset"
          placeholder="Name for pins, view, place and size"
          maxLength={MAX_NAME_LENGTH}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !event.isComposing) save();
          }}
        />
        <button type="button" disabled={name.value.trim() === ''} onClick={save}>
          {isReplaced ? 'Replace' : 'Save'}
        </button>
      </span>
      {problem.value !== '' && (
        <p class="failure" role="alert">
          {problem.value}
        </p>
      )}
    </section>
  );
}

/** Whether all that a preset says is so now. */
function isShown({ name: _, ...preset }: Preset, now: Required<Preset>): boolean {
  const parts = Object.entries(preset) as [keyof Preset, unknown][];
  return parts.every(([part, value]) => JSON.stringify(value) === JSON.stringify(now[part]));
}
