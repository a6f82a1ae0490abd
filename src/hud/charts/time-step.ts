const STEPS_MS = [
  5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000,
  3_600_000, 7_200_000, 14_400_000,
];
const MOST_TICKS = 7;

/** Ms from one tick of an axis of time to the next. */
export function timeStep(spanMs: number): number {
  return STEPS_MS.find((stepMs) => spanMs / stepMs <= MOST_TICKS) ?? spanMs / MOST_TICKS;
}
