import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Steps } from '../../analysis/steps.ts';
import { useFailure, useHud, useStyles } from '../model/hud-context.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { labelsText } from '../parts/MetricName.tsx';
import { METRIC_KINDS } from '../parts/metric-kinds.ts';
import { LEVEL_NAMES, limitsText } from '../parts/metric-level.ts';
import { PinButton } from '../parts/PinButton.tsx';
import { Quantity } from '../parts/Quantity.tsx';
import { focusedKey, rowAfterKey } from '../parts/row-keys.ts';
import viewCss from '../parts/view.css?inline';
import metricsCss from './metrics.css?inline';
import storedMetricsCss from './stored-metrics.css?inline';
import {
  MAX_STORED_METRICS,
  STORED_COLUMNS,
  STORED_MEANINGS,
  type StoredFigures,
  type StoredMetric,
  storedFigureSteps,
  storedMetrics,
} from './stored-metrics.ts';

/** Height of a row, as in the style sheet. */
const ROW_CSS_PX = 20;

/** The metrics of a stored session, each over all of its frames. They are read in slices, the first rows first. */
export function StoredMetrics() {
  useStyles(viewCss);
  useStyles(metricsCss);
  useStyles(storedMetricsCss);
  const hud = useHud();
  const fail = useFailure();
  const source = hud.source.value;
  const search = useSignal('');
  const figures = useSignal<ReadonlyMap<string, StoredFigures>>(new Map());
  const found = storedMetrics(source.frames, search.value);
  const listed = found.slice(0, MAX_STORED_METRICS);

  useLayoutEffect(() => {
    figures.value = new Map();
  }, [source]);
  useLayoutEffect(() => {
    const wanted = listed.filter(({ key }) => !figures.peek().has(key));
    return runInSlices(hud, { steps: readSteps(wanted), onDone: () => undefined, onFailure: fail });
  }, [source, search.value]);

  function* readSteps(wanted: readonly StoredMetric[]): Steps<void> {
    const read = new Map(figures.peek());
    for (const metric of wanted) {
      read.set(metric.key, yield* storedFigureSteps(source.frames, source.window(), metric));
      figures.value = new Map(read);
    }
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (hasModifier(event)) return;
    const list = event.currentTarget as HTMLElement;
    const rows = listed.map(({ text }) => ({ key: text }));
    const k = rowAfterKey(rows, focusedKey(list), event.key, Math.floor(list.scrollTop / ROW_CSS_PX));
    if (k < 0) return;
    event.preventDefault();
    list.querySelectorAll<HTMLElement>('.pin')[k]?.focus();
  };

  return (
    <section class="metrics" aria-label="Metrics">
      <div class="filter">
        <input
          type="search"
          aria-label="Search metrics"
          placeholder="Search names and labels"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
        />
      </div>
      {/* biome-ignore lint/a11y: what scrolls must be reachable by keyboard, and its keys go from row to row */}
      <ul class="scroller stored" tabIndex={0} aria-label="Metrics of the session" onKeyDown={onKeyDown}>
        {listed.map((metric, k) => [
          metric.kind !== listed[k - 1]?.kind && <GroupHead key={metric.kind} kind={metric.kind} />,
          <Row key={metric.key} metric={metric} figures={figures.value.get(metric.key)} />,
        ])}
        {found.length === 0 && <li class="empty">No metric of this session is named so</li>}
        {found.length > listed.length && (
          <li class="empty">{`${listed.length} of ${found.length} are shown: search for the others`}</li>
        )}
      </ul>
    </section>
  );
}

function GroupHead({ kind }: { readonly kind: StoredMetric['kind'] }) {
  return (
    <li class="row group">
      <span class="name">{METRIC_KINDS[kind].title}</span>
      {STORED_COLUMNS[kind].map((column, k) => (
        <span class="cell" key={k} title={STORED_MEANINGS[column]}>
          {column}
        </span>
      ))}
    </li>
  );
}

interface RowProps {
  readonly metric: StoredMetric;
  /** Undefined until they are read. */
  readonly figures: StoredFigures | undefined;
}

function Row({ metric: { descriptor, kind, text }, figures = [] }: RowProps) {
  const spare = STORED_COLUMNS[kind].length - figures.length;
  const { namespace, name } = descriptor.id;
  const labels = labelsText(descriptor.id);
  const worst = figures.find(({ level }) => level === 'over') ?? figures.find(({ level }) => level === 'warning');
  const level = worst?.level ?? '';
  const about = [LEVEL_NAMES[level], text, descriptor.description, limitsText(descriptor)];
  return (
    <li class="row" title={about.filter((part) => part !== '').join('\n')} data-key={text} data-level={level}>
      <PinButton metric={text} tabIndex={-1} />
      {level === '' ? null : <span class="mark" data-level={level} role="img" aria-label={LEVEL_NAMES[level]} />}
      <span class="id">
        <span class="name">
          {namespace !== 'engine' && <span class="namespace">{namespace}:</span>}
          {name}
        </span>
        {labels !== '' && <span class="name labels">{labels}</span>}
      </span>
      {Array.from({ length: spare }, (_, k) => (
        <span class="cell" key={k} />
      ))}
      {figures.map(({ value, unit, per, level: its }, k) => (
        <span
          class="cell"
          key={k + spare}
          data-state={Number.isNaN(value) ? 'missing' : its}
          title={Number.isNaN(value) ? 'Not recorded in this session' : undefined}
        >
          <Quantity value={value} unit={unit} per={per} />
        </span>
      ))}
    </li>
  );
}
