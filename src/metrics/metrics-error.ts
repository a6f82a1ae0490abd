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
