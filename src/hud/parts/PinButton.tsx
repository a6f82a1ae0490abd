import type { Ref } from 'preact';
import { useHud } from '../model/hud-context.ts';
import { Icon } from './Icon.tsx';

interface Props {
  /** The metric's id as text. */
  readonly metric: string;
  /** Default: Tab stops at it; −1 where the arrow keys lead there. */
  readonly tabIndex?: number;
  readonly buttonRef?: Ref<HTMLButtonElement>;
}

/** Pins a metric, or takes it off: seen where it is pinned, and under the pointer or the focus. Its row is the place that it stands in. */
export function PinButton({ metric, tabIndex = 0, buttonRef }: Props) {
  const hud = useHud();
  return (
    <button
      type="button"
      class="pin"
      {...(buttonRef && { ref: buttonRef })}
      tabIndex={tabIndex}
      aria-label={`Pin ${metric}`}
      aria-pressed={hud.pins.value.includes(metric)}
      onClick={({ detail }) => {
        // Of a double click only the first: another row may stand there by then.
        if (detail < 2) hud.togglePin(metric);
      }}
    >
      <Icon name="pin" />
    </button>
  );
}
