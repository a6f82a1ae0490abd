import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';
import { formatValue, longUnit, valueFormatter } from '../parts/format-value.ts';
import { createLiveText, type LiveText } from '../parts/live-text.ts';
import { MetricName } from '../parts/MetricName.tsx';
import { COLUMN_MEANINGS, METRIC_KINDS } from '../parts/metric-kinds.ts';
import type { MetricLevel } from '../parts/metric-level.ts';
import { missingReason } from '../parts/missing-reason.ts';
import { PinButton } from '../parts/PinButton.tsx';
import type { MetricEntry } from './metric-entries.ts';
import { metricFigures } from './metric-figures.ts';
import type { MetricReading } from './metric-line.ts';
import { createRowState, createSilence } from './row-state.ts';

export interface LiveRow {
  /** Writes the figures; `reading` is what the history says, `nowMs` the newest frame. */
  update(reading: MetricReading, nowMs: number): void;
  focus(): void;
}

interface Props {
  readonly row: MetricEntry;
  /** False under the head of its namespace. That of the engine is never shown. */
  readonly showsNamespace: boolean;
  /** Whether Tab stops at its button; false where the arrow keys lead there. */
  readonly isTabStop?: boolean;
  /** Where the row is found by its key while it is there. */
  readonly live: Map<string, LiveRow>;
}

/** One metric: name, room for the sparkline, two figures. */
export function MetricRowView({ row, showsNamespace, isTabStop = false, live }: Props) {
  const hud = useHud();
  const { descriptor, handle, key } = row;
  const line = useRef<HTMLLIElement>(null);
  const mark = useRef<HTMLSpanElement>(null);
  const pin = useRef<HTMLButtonElement>(null);
  const cells = useMemo(() => [newCell(), newCell()] as const, []);
  useLayoutEffect(() => {
    const format = valueFormatter(descriptor.unit);
    const isRate = row.metricKind === 'counters';
    const silence = createSilence();
    const showState = createRowState(row, line.current, mark.current);
    const write = ({ text, unit }: Cell, value: number, level: MetricLevel, per: string, title: string) => {
      const formatted = format(value);
      const isMissing = Number.isNaN(value);
      text.set(formatted.text, level, title, isMissing ? title || missingReason(hud, handle.id) : '');
      const its = isMissing ? '' : formatted.unit + per;
      unit.set(its, '', longUnit(its));
    };
    live.set(key, {
      update(reading, nowMs) {
        const value = handle.read();
        const { values, levels, level } = metricFigures(row, value, reading);
        const seen = value !== null && 'quantile' in value ? value.count : values[1];
        // Without a sparkline the name has its room.
        line.current?.classList.toggle('bare', Number.isNaN(reading.recent) && row.metricKind !== 'histograms');
        const firstTitle =
          value?.type === 'rate' && !Number.isNaN(value.weighted)
            ? `Weighted, the newest most: ${formatValue(value.weighted, descriptor.unit)}/s`
            : Number.isNaN(values[0]) && !Number.isNaN(values[1])
              ? 'No frame of the history has it'
              : '';
        write(cells[0], values[0], levels[0], isRate ? '/s' : '', firstTitle);
        write(cells[1], values[1], levels[1], '', '');
        showState(level, !Number.isNaN(seen) && (reading.isSilent ?? silence(seen, nowMs)));
      },
      focus: () => pin.current?.focus({ preventScroll: true }),
    });
    return () => void live.delete(key);
  }, [hud, row, live]);
  return (
    <li class="row" ref={line} data-key={key}>
      <PinButton metric={key} tabIndex={isTabStop ? 0 : -1} buttonRef={pin} />
      <span class="mark" ref={mark} />
      <MetricName id={descriptor.id} showsNamespace={showsNamespace} />
      {cells.map(({ text, unit }, k) => (
        <span class="cell" key={k} title={COLUMN_MEANINGS[METRIC_KINDS[row.metricKind].columns[k] as string]}>
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
