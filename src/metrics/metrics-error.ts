/** What went wrong, as a literal that code can switch on. */
export type MetricsErrorCode =
  | 'metric-not-found'
  | 'type-mismatch'
  | 'invalid-operation'
  | 'invalid-config'
  | 'storage';

/** The one error class of the metrics system. Thrown at set-up only: a hot call drops its value instead. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  readonly code: MetricsErrorCode;

  constructor(code: MetricsErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The error of a part that is wrong. `action` says what cannot be done, `wanted` begins with a verb: `be a string`. */
export function refusal(code: MetricsErrorCode, action: string, part: string, wanted: string, got: unknown) {
  return new MetricsError(code, `Cannot ${action}: ${mismatch(part, wanted, got)}`);
}

/** What is wrong with a part: what it must be, and the value that came. */
export function mismatch(part: string, wanted: string, got: unknown): string {
  return `${part} must ${wanted}, current value is ${describe(got)}`;
}

/**
 * How any value appears in a message: text quoted and cut, arrays by their items, errors by their text, other objects and
 * functions by their kind. Never throws, whatever the value does when it is looked at.
 */
export function describe(value: unknown): string {
  try {
    if (value === null) return 'null';
    if (typeof value === 'string') return JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}…` : value);
    if (Array.isArray(value)) {
      return `[${value.slice(0, 20).map((item) => (Array.isArray(item) ? '[…]' : describe(item)))}]`;
    }
    if (typeof value !== 'object' && typeof value !== 'function') return String(value);
    if (value instanceof Error) return `${value}`;
  } catch {
    // A revoked proxy, or an error whose text throws.
  }
  return typeof value;
}
