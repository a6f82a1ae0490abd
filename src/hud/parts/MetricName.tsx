import type { ComponentChildren } from 'preact';
import type { MetricId } from '../../metrics/index.ts';

interface Props {
  readonly id: MetricId;
  /** That of the engine is never shown. Default: true. */
  readonly showsNamespace?: boolean;
  /** Behind the labels. */
  readonly children?: ComponentChildren;
}

/** Namespace, name and labels in one line. */
export function MetricName({ id, showsNamespace = true, children }: Props) {
  const labels = labelsText(id);
  return (
    <span class="name">
      {showsNamespace && id.namespace !== 'engine' && <span class="namespace">{id.namespace}:</span>}
      {id.name}
      {labels !== '' && <span class="labels"> {labels}</span>}
      {children}
    </span>
  );
}

/** As they are shown behind the name. */
export function labelsText({ labels }: MetricId): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
}
