import { describe, expect, it } from 'vitest';
import { formatTotals, isSuccess, playwrightTotals, sumTotals, vitestTotals, withExitCode } from './totals.mjs';

describe('vitestTotals', () => {
  it('counts a file that could not be loaded as one failure', () => {
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      numPendingTests: 1,
      numTodoTests: 1,
      testResults: [
        { status: 'failed', assertionResults: [] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] },
      ],
    };
    expect(vitestTotals(report)).toEqual({ passed: 2, failed: 2, skipped: 2 });
  });
});

describe('playwrightTotals', () => {
  it('counts flaky tests and errors outside tests as failures', () => {
    const report = { stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }, errors: [{}] };
    expect(playwrightTotals(report)).toEqual({ passed: 5, failed: 3, skipped: 2 });
  });
});

describe('withExitCode', () => {
  const passing = { passed: 3, failed: 0, skipped: 0 };

  it('keeps the report of a runner that ended well', () => {
    expect(withExitCode(passing, 0)).toEqual(passing);
  });

  it('counts an exit code that the report does not explain as one failure', () => {
    expect(withExitCode(passing, 1).failed).toBe(1);
    expect(withExitCode(passing, null).failed).toBe(1);
    expect(withExitCode({ ...passing, failed: 2 }, 1).failed).toBe(2);
  });

  it('counts a missing report as one failure', () => {
    expect(withExitCode(undefined, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

describe('isSuccess', () => {
  it('refuses a run in which nothing ran, or in which something failed', () => {
    expect(isSuccess(sumTotals([]))).toBe(false);
    expect(isSuccess({ passed: 0, failed: 0, skipped: 4 })).toBe(false);
    expect(isSuccess({ passed: 9, failed: 1, skipped: 0 })).toBe(false);
    expect(isSuccess({ passed: 1, failed: 0, skipped: 0 })).toBe(true);
  });
});

describe('formatTotals', () => {
  it('names skipped tests only when there are some', () => {
    const unit = { passed: 1, failed: 0, skipped: 0 };
    expect(formatTotals(unit)).toBe('1 passed, 0 failed');
    expect(formatTotals(sumTotals([unit, { passed: 2, failed: 1, skipped: 3 }]))).toBe('3 passed, 1 failed, 3 skipped');
  });
});
