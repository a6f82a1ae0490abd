import type { Hitch } from '../../analysis/index.ts';

const MAX_LENGTH = 24;

/** What a hitch was due to, for a label: its own name where it has one, with a question mark where it is only suspected; empty when nothing explains it. */
export function hitchCauseName({ causes }: Pick<Hitch, 'causes'>): string {
  const [cause] = causes;
  if (cause === undefined) return '';
  const { kind, name, durationMs } = cause;
  const text = name || (kind === 'gpu' || kind === 'gc' ? kind.toUpperCase() : kind);
  const short = text.length > MAX_LENGTH ? `${text.slice(0, MAX_LENGTH - 1)}…` : text;
  return Number.isNaN(durationMs) ? `${short}?` : short;
}
