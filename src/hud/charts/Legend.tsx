import { useSignal } from '@preact/signals';
import { useHud, useStats } from '../model/hud-context.ts';
import { Figure } from '../parts/Figure.tsx';
import type { LiveText } from '../parts/live-text.ts';
import { isRefreshApart } from './draw-periods.ts';

export type LegendKey = 'frame' | 'cpu' | 'gpu' | 'budget' | 'refresh' | 'section' | 'mark' | 'hitch' | 'gap';

const KEYS: Readonly<Record<LegendKey, readonly [label: string, title: string]>> = {
  frame: ['Frame', 'Time from one frame to the next, in ms'],
  cpu: ['CPU', 'Time of all animation frame callbacks, in ms'],
  gpu: ['GPU', 'Time that the GPU worked for a frame, in ms'],
  budget: ['Budget', 'What a frame may take'],
  refresh: ['Refresh', 'From one refresh of the display to the next'],
  section: ['Section', 'Time that the page gave a name'],
  mark: ['Mark', 'A moment that the page or a rule noted'],
  hitch: ['Hitch', 'A frame that stands out from those around it'],
  gap: ['Gap', 'Time that is not measured, as while the page is hidden'],
};

interface Props {
  readonly keys: readonly LegendKey[];
  /** Figures that stand behind their lines. */
  readonly figures?: Readonly<Partial<Record<LegendKey, LiveText>>>;
}

/** What the lines and signs of frame charts mean, with a sample of each; refresh period and sections are among them while there are some. */
export function Legend({ keys, figures = {} }: Props) {
  const hud = useHud();
  const hasRefresh = useSignal(false);
  const hasSections = useSignal(false);
  useStats(() => {
    const { periods, frames } = hud.source.peek();
    hasRefresh.value = isRefreshApart(periods.refreshMs, hud.budgetMs);
    hasSections.value = frames.events.some(({ kind }) => kind === 'section');
  });
  const isLeftOut = (key: LegendKey) =>
    (key === 'refresh' && !hasRefresh.value) || (key === 'section' && !hasSections.value);
  return (
    <div class="legend">
      {keys.map((key) => {
        if (isLeftOut(key)) return null;
        const [label, title] = KEYS[key];
        const text = figures[key];
        return text === undefined ? (
          <span key={key} class={`figure ${key}`} title={title}>
            <span class="label">{label}</span>
          </span>
        ) : (
          <Figure
            key={key}
            class={key}
            text={text}
            label={label}
            title={title}
            {...(key === 'budget' && { unit: 'ms' })}
          />
        );
      })}
    </div>
  );
}
