/** One thing that a backend or sink must do. */
export interface ConformanceCase {
  readonly name: string;
  /** Rejects with an Error that says what must be and what is. */
  run(): Promise<void>;
}

/** @throws Error unless `condition` holds */
export function ok(condition: boolean, wanted: string): asserts condition {
  if (!condition) throw new Error(`Does not conform: ${wanted}`);
}

/** Compares data; NaN equals NaN. @throws Error when they differ */
export function equal(got: unknown, wanted: unknown, what: string): void {
  const [is, must] = [textOf(got), textOf(wanted)];
  if (is !== must) throw new Error(`Does not conform: ${what} must be ${must}, current value is ${is}`);
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, part) => (Number.isNaN(part) ? 'NaN' : part === undefined ? 'undefined' : part));
}
