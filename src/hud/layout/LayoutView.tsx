import { useSignal } from '@preact/signals';
import { useHud, useStyles } from '../model/hud-context.ts';
import { CORNERS, MARGIN_CSS_PX, OPACITY, SCALE } from '../model/layout.ts';
import { Choice } from '../parts/Choice.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import layoutViewCss from './layout-view.css?inline';
import { openWindow } from './open-window.ts';
import { PresetsView } from './PresetsView.tsx';
import { THEME_NAMES } from './theme-names.ts';

const PERCENT_STEP = 5;

/** Where the HUD stands, how it looks, and what is looked at by a preset; under the header while it is open. */
export function LayoutView() {
  useStyles(layoutViewCss);
  const hud = useHud();
  const problem = useSignal('');
  const { place, opacity, scale, theme } = hud.layout.value;
  const isDetached = hud.window.value !== null;
  const detach = async () => {
    try {
      if (isDetached) hud.window.value = null;
      else {
        const opened = await openWindow();
        // The HUD may be gone by then, and nobody else would close it.
        if (hud.mode.peek() === 'hidden') opened.close();
        else hud.window.value = opened;
      }
      problem.value = '';
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  return (
    <>
      <section class="layout" aria-label="Layout">
        {!isDetached && (
          <>
            <span class="label">Corner</span>
            {/* biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look and meaning */}
            <span class="wide" role="group" aria-label="Corner">
              {CORNERS.map((corner) => (
                <IconButton
                  key={corner}
                  icon={corner}
                  label={`At the ${corner.replace('-', ' ')}`}
                  pressed={(place?.corner ?? hud.corner.value) === corner}
                  onClick={() => hud.setLayout({ place: { corner, x: MARGIN_CSS_PX, y: MARGIN_CSS_PX } })}
                />
              ))}
            </span>
            <Slider
              label="Opacity"
              value={opacity}
              range={OPACITY}
              onChange={(value, isFinal) => hud.setLayout({ opacity: value }, isFinal)}
            />
            <Slider
              label="Scale"
              value={scale}
              range={SCALE}
              onChange={(value, isFinal) => hud.setLayout({ scale: value }, isFinal)}
            />
          </>
        )}
        <span class="label" aria-hidden="true">
          Theme
        </span>
        <span class="wide">
          <Choice
            label="Theme"
            value={theme ?? hud.themeOption}
            options={THEME_NAMES}
            onChange={(next) => hud.setLayout({ theme: next })}
          />
        </span>
        <span class="all">
          <button type="button" onClick={() => void detach()}>
            {isDetached ? 'Back onto the page' : 'Into a window of its own'}
          </button>
          {!isDetached && (
            <button type="button" onClick={hud.resetLayout}>
              Reset
            </button>
          )}
        </span>
        {problem.value !== '' && (
          <p class="failure all" role="alert">
            {problem.value}
          </p>
        )}
      </section>
      <PresetsView />
    </>
  );
}

interface SliderProps {
  readonly label: string;
  /** 1 is 100 %. */
  readonly value: number;
  readonly range: { readonly min: number; readonly max: number };
  readonly onChange: (value: number, isFinal: boolean) => void;
}

function Slider({ label, value, range, onChange }: SliderProps) {
  const change = (event: Event & { currentTarget: HTMLInputElement }) =>
    onChange(event.currentTarget.valueAsNumber / 100, event.type === 'change');
  return (
    <>
      <span class="label" aria-hidden="true">
        {label}
      </span>
      <input
        type="range"
        aria-label={`${label}, in %`}
        min={range.min * 100}
        max={range.max * 100}
        step={PERCENT_STEP}
        value={Math.round(value * 100)}
        onInput={change}
        onChange={change}
      />
      <span class="value">{`${Math.round(value * 100)} %`}</span>
    </>
  );
}
