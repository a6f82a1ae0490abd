import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { MetricValue } from '../metrics/index.ts';
import { valueFormatter } from './format-value.ts';
import { useHud } from './hud-context.ts';
import { Icon } from './Icon.tsx';
import { createLiveText, type LiveText } from './live-text.ts';
import type { MetricRow } from './metric-rows.ts';
import { missingReason } from './missing-reason.ts';

export interface LiveRow {
  /** Writes the figures; `recent` is what the history says of the first. */
  update(recent: number): void;
  focus(): void;
}

interface Props {
  readonly row: Extract<MetricRow, { kind: 'metric' }>;
  /** Where the row is found by its key while it is there. */
  readonly live: Map<string, LiveRow>;
}

/** One metric: name, room for the sparkline, two figures. */
export function MetricRowView({ row, live }: Props) {
  const hud = useHud();
  const { descriptor, handle, key } = row;
  const line = useRef<HTMLLIElement>(null);
  const pin = useRef<HTMLButtonElement>(null);
  const cells = useMemo(() => [newCell(), newCell()] as const, []);
  useLayoutEffect(() => {
    const format = valueFormatter(descriptor.unit);
    const isRate = descriptor.type === 'counter' || descriptor.type === 'rate';
    const write = ({ text, unit }: Cell, value: number, per: string) => {
      const formatted = format(value);
      const isMissing = Number.isNaN(value);
      text.set(formatted.text, '', '', isMissing ? missingReason(hud, handle.id) : '');
      unit.set(isMissing ? '' : formatted.unit + per);
    };
    live.set(key, {
      update(recent) {
        // Without a sparkline the name has its room.
        line.current?.classList.toggle('bare', Number.isNaN(recent));
        const [first, second] = figures(handle.read(), recent);
        write(cells[0], first, isRate ? '/s' : '');
        write(cells[1], second, '');
      },
      focus: () => pin.current?.focus({ preventScroll: true }),
    });
    return () => void live.delete(key);
  }, [hud, row, live]);
  return (
    <li class="row" ref={line} title={title(row)} data-key={key}>
      <button
        type="button"
        class="pin"
        ref={pin}
        tabIndex={-1}
        aria-label={`Pin ${key}`}
        aria-pressed={row.isPinned}
        onClick={() => hud.togglePin(key)}
      >
        <Icon name="pin" />
      </button>
      <span class="name">
        {row.namespace && <span class="namespace">{row.namespace}:</span>}
        {descriptor.id.name}
        {row.labels && <span class="labels"> {row.labels}</span>}
      </span>
      {cells.map(({ text, unit }, k) => (
        <span class="cell" key={k}>
          <span class="value" ref={text.ref} />
          <span class="unit" ref={unit.ref} />
        </span>
      ))}
    </li>
  );
}

interface Cell {
  readonly text: LiveText;
  readonly unit: LiveText;
}

function newCell(): Cell {
  return { text: createLiveText(), unit: createLiveText() };
}

/** The two figures of a metric, as the heads of the groups name them. */
function figures(value: MetricValue | null, recent: number): [number, number] {
  if (value === null) return [Number.NaN, Number.NaN];
  if ('quantile' in value) return [value.quantile(0.5), value.quantile(0.95)];
  return 'perSecond' in value ? [value.perSecond, value.count] : [recent, value.value];
}

function title({ key, descriptor }: Props['row']): string {
  return descriptor.description === '' ? key : `${key}\n${descriptor.description}`;
}
