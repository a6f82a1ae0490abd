// Adds up what the two test runners report. Pure functions, so that a test can show each way in which a run can fail.

/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * Totals of vitest's JSON report. A file that could not be loaded has no tests; it counts as one failure.
 * @param {any} report
 * @returns {Totals}
 */
export function vitestTotals(report) {
  const unloaded = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Totals of Playwright's JSON report. An error outside any test counts as a failure, and so does a test that passed only
 * when it was tried again.
 * @param {any} report
 * @returns {Totals}
 */
export function playwrightTotals({ stats, errors }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped };
}

/**
 * What a runner's end says on top of its report: a crash, a missing report or an exit code that the report does not explain is
 * one failure.
 * @param {Totals | undefined} totals Undefined when the runner left no report.
 * @param {number | null} exitCode Null when a signal ended it.
 * @returns {Totals}
 */
export function withExitCode(totals, exitCode) {
  const { passed, failed, skipped } = totals ?? { passed: 0, failed: 0, skipped: 0 };
  const unexplained = !totals || (exitCode !== 0 && failed === 0);
  return { passed, failed: unexplained ? failed + 1 : failed, skipped };
}

/**
 * @param {Totals[]} parts
 * @returns {Totals}
 */
export function sumTotals(parts) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const part of parts) {
    sum.passed += part.passed;
    sum.failed += part.failed;
    sum.skipped += part.skipped;
  }
  return sum;
}

/**
 * `12 passed, 0 failed`, with `, 3 skipped` when there are some.
 * @param {Totals} totals
 */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/**
 * True when something ran and nothing failed.
 * @param {Totals} totals
 */
export function isSuccess({ passed, failed }) {
  return passed > 0 && failed === 0;
}

/** @param {any} test */
function isFailed(test) {
  return test.status === 'failed';
}
