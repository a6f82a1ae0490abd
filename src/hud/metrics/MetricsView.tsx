import { useSignal } from '@preact/signals';
import { useStyles } from '../model/hud-context.ts';
import { Choice } from '../parts/Choice.tsx';
import { METRIC_KINDS } from '../parts/metric-kinds.ts';
import viewCss from '../parts/view.css?inline';
import { MetricList } from './MetricList.tsx';
import { ALL_METRICS, type MetricFilter } from './metric-rows.ts';

const KIND_NAMES: Readonly<Record<MetricFilter['kind'], string>> = {
  all: 'All kinds',
  gauges: METRIC_KINDS.gauges.title,
  counters: METRIC_KINDS.counters.title,
  histograms: METRIC_KINDS.histograms.title,
};
const GROUP_NAMES: Readonly<Record<MetricFilter['group'], string>> = {
  namespace: 'By namespace',
  kind: 'By kind',
};
const SORT_NAMES: Readonly<Record<MetricFilter['sort'], string>> = {
  registration: 'As registered',
  name: 'By name',
  value: 'By value',
};

/** Everything in the registry by namespace: searched, filtered, sorted, folded. */
export function MetricsView() {
  useStyles(viewCss);
  const filter = useSignal<MetricFilter>({ ...ALL_METRICS, group: 'namespace', folded: [] });
  const change = (part: Partial<MetricFilter>) => {
    filter.value = { ...filter.peek(), ...part };
  };
  const { search, kind, group, sort } = filter.value;
  const fold = (key: string) => {
    const folded = filter.peek().folded ?? [];
    change({ folded: folded.includes(key) ? folded.filter((other) => other !== key) : [...folded, key] });
  };
  return (
    <>
      <div class="filter">
        <input
          type="search"
          aria-label="Search metrics"
          placeholder="Search"
          value={search}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
        <Choice label="Kind of metrics" value={kind} options={KIND_NAMES} onChange={(next) => change({ kind: next })} />
        <Choice
          label="Groups of metrics"
          value={group}
          options={GROUP_NAMES}
          onChange={(next) => change({ group: next })}
        />
        <Choice
          label="Order of metrics"
          value={sort}
          options={SORT_NAMES}
          onChange={(next) => change({ sort: next })}
        />
      </div>
      <MetricList filter={filter.value} onFold={fold} />
    </>
  );
}
