import { useHud } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';

const MODES = [
  { mode: 'compact', label: 'One line' },
  { mode: 'graph', label: 'Graph' },
  { mode: 'panel', label: 'Panel' },
  { mode: 'hidden', label: 'Hide' },
] as const;

export function ModeButtons() {
  const { mode, isLayoutOpen, host } = useHud();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a form's look and meaning
    <span class="modes" role="group" aria-label="View">
      {mode.value !== 'compact' && host.isLive !== false && (
        <IconButton
          icon="layout"
          label="Place and size"
          pressed={isLayoutOpen.value}
          onClick={() => {
            isLayoutOpen.value = !isLayoutOpen.peek();
          }}
        />
      )}
      {MODES.map((choice) => (
        <IconButton
          key={choice.mode}
          icon={choice.mode}
          label={choice.label}
          // To hide is no state that the HUD could show.
          pressed={choice.mode === 'hidden' ? undefined : mode.value === choice.mode}
          onClick={() => {
            mode.value = choice.mode;
          }}
        />
      ))}
    </span>
  );
}
