/** One thing that a backend or sink must do. */
export interface ConformanceCase {
  readonly name: string;
  /** Rejects with an Error that says what must be and what is. */
  run(): Promise<void>;
}

/** Cases of named checks, each on something fresh that is closed afterwards. */
export function casesOf<T extends { close(): Promise<void> }>(
  create: () => T,
  checks: readonly (readonly [name: string, check: (subject: T) => void | Promise<void>])[],
): ConformanceCase[] {
  return checks.map(([name, check]) => ({
    name,
    run: async () => {
      const subject = create();
      try {
        await check(subject);
      } finally {
        await subject.close();
      }
    },
  }));
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
