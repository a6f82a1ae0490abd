import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { useHud, useStats } from '../model/hud-context.ts';
import { Figure } from '../parts/Figure.tsx';
import type { LiveText } from '../parts/live-text.ts';
import { isRefreshApart } from './draw-periods.ts';

export type LegendKey = 'frame' | 'cpu' | 'gpu' | 'budget' | 'refresh' | 'section';
type LegendText = readonly [label: string, title: string];

const KEYS: Readonly<Record<LegendKey, LegendText>> = {
  frame: ['Frame', 'Time from one frame to the next, in ms'],
  cpu: ['CPU', 'Time of all animation frame callbacks, in ms'],
  gpu: ['GPU', 'Time that the GPU worked for a frame, in ms'],
  budget: ['Budget', 'What a frame may take'],
  refresh: ['Refresh', 'From one refresh of the display to the next'],
  section: ['Section', 'Time that the page gave a name'],
};

interface Props {
  readonly keys: readonly LegendKey[];
  /** What only one chart has, by the class of its sample. */
  readonly more?: Readonly<Record<string, LegendText>>;
  /** Figures that stand behind their lines. */
  readonly figures?: Readonly<Partial<Record<LegendKey, LiveText>>>;
}

/** What the lines and signs of frame charts mean, with a sample of each; refresh period and sections are among them while there are some. */
export function Legend({ keys, figures = {}, more = {} }: Props) {
  const hud = useHud();
  const root = useRef<HTMLDivElement>(null);
  const hasRefresh = useSignal(false);
  const hasSections = useSignal(false);
  useStats(() => {
    const { periods, frames } = hud.source.peek();
    hasRefresh.value = isRefreshApart(periods.refreshMs, hud.budgetMs);
    hasSections.value = frames.events.some(({ kind }) => kind === 'section');
  }, root);
  const isLeftOut = (key: LegendKey) =>
    (key === 'refresh' && !hasRefresh.value) || (key === 'section' && !hasSections.value);
  return (
    <div class="legend" ref={root}>
      {keys.map((key) => {
        if (isLeftOut(key)) return null;
        const [label, title] = KEYS[key];
        const text = figures[key];
        return text === undefined ? (
          <Sample key={key} name={key} label={label} title={title} />
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
      {Object.entries(more).map(([key, [label, title]]) => (
        <Sample key={key} name={key} label={label} title={title} />
      ))}
    </div>
  );
}

function Sample({ name, label, title }: { readonly name: string; readonly label: string; readonly title: string }) {
  return (
    <span class={`figure ${name}`} title={title}>
      <span class="label">{label}</span>
    </span>
  );
}
