import { formatCount } from '../parts/format-value.ts';
import { Icon } from '../parts/Icon.tsx';
import { COLUMN_MEANINGS } from '../parts/metric-kinds.ts';
import type { GroupRow } from './metric-rows.ts';

interface Props {
  readonly row: GroupRow;
  readonly onFold: (key: string) => void;
}

/** The head of a group: what it is of, how many there are, what the figures below are called. */
export function MetricGroup({ row: { key, title, count, columns, isInner, isFolded }, onFold }: Props) {
  // One text node, so that it is found as one.
  const name = `${title} ${formatCount(count)}`;
  return (
    <li class={`row group ${isInner ? 'inner' : ''}`} data-key={key}>
      {isFolded === undefined ? (
        <span class="name">{name}</span>
      ) : (
        <button type="button" class="name fold" tabIndex={-1} aria-expanded={!isFolded} onClick={() => onFold(key)}>
          <Icon name={isFolded ? 'after' : 'below'} />
          {name}
        </button>
      )}
      {!isFolded &&
        columns.map((column) => (
          <span class="cell" key={column} title={COLUMN_MEANINGS[column]}>
            {column}
          </span>
        ))}
    </li>
  );
}
