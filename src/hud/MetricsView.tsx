import { useSignal } from '@preact/signals';
import { Choice } from './Choice.tsx';
import { MetricList } from './MetricList.tsx';
import { ALL_METRICS, METRIC_KINDS, type MetricFilter } from './metric-rows.ts';

const KIND_NAMES: Readonly<Record<MetricFilter['kind'], string>> = {
  all: 'All kinds',
  gauges: METRIC_KINDS.gauges.title,
  counters: METRIC_KINDS.counters.title,
  histograms: METRIC_KINDS.histograms.title,
};
const SORT_NAMES: Readonly<Record<MetricFilter['sort'], string>> = {
  registration: 'As registered',
  name: 'By name',
  value: 'By value',
};

/** Everything in the registry: searched, filtered, sorted. */
export function MetricsView() {
  const filter = useSignal(ALL_METRICS);
  const change = (part: Partial<MetricFilter>) => {
    filter.value = { ...filter.peek(), ...part };
  };
  const { search, kind, sort } = filter.value;
  return (
    <>
      <div class="filter">
        <input
          type="search"
          aria-label="Search metrics"
          placeholder="Search names and labels"
          value={search}
          onInput={(event) => change({ search: event.currentTarget.value })}
        />
        <Choice label="Kind of metrics" value={kind} options={KIND_NAMES} onChange={(next) => change({ kind: next })} />
        <Choice
          label="Order of metrics"
          value={sort}
          options={SORT_NAMES}
          onChange={(next) => change({ sort: next })}
        />
      </div>
      <MetricList filter={filter.value} />
    </>
  );
}
