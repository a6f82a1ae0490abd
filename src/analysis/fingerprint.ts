/** Refresh periods are measured: these differ by noise only. */
const REFRESH_TOLERANCE = 0.01;

/** Where runs were made: only runs of one fingerprint can be compared. What is not known is null. */
export interface Fingerprint {
  readonly gpu: string | null;
  readonly browser: string | null;
  readonly os: string | null;
  readonly cpu: string | null;
  /** Refresh period of the display. */
  readonly refreshMs: number | null;
  readonly viewport: string | null;
  /** What else was switched on or off. */
  readonly flags: string | null;
  readonly rendering: 'software' | 'hardware' | null;
}

export interface FingerprintDifference {
  readonly part: keyof Fingerprint;
  readonly base: string | number | null;
  readonly head: string | number | null;
}

const PARTS = ['gpu', 'browser', 'os', 'cpu', 'refreshMs', 'viewport', 'flags', 'rendering'] as const;

/**
 * What differs between two fingerprints; nothing when they match. Unknown to one side only differs, unknown to both does not. Refresh
 * periods match within 1 %.
 */
export function fingerprintDifferences(base: Fingerprint, head: Fingerprint): FingerprintDifference[] {
  return PARTS.filter((part) => !isSame(base[part], head[part])).map((part) => ({
    part,
    base: base[part],
    head: head[part],
  }));
}

function isSame(base: string | number | null, head: string | number | null): boolean {
  if (typeof base !== 'number' || typeof head !== 'number') return base === head;
  return Math.abs(base - head) <= REFRESH_TOLERANCE * Math.max(base, head);
}
