/** Whether the frames are enough to show a statistic plainly; false: greyed. Nested like `FrameStatistics`; what is not named always is. */
export interface StatisticConfidence {
  fps: { low1: boolean; low01: boolean; p1: boolean; low1Integral: boolean };
  frame: { p99: boolean; p999: boolean };
}

/**
 * Which tail statistics may be shown plainly for so many frames. The worst 1 % need 300 frames (three frames in the tail),
 * the worst 0.1 % need 10 000 (ten): below, they are little more than the single longest frame.
 */
export function statisticConfidence(frames: number): StatisticConfidence {
  const percent = frames >= 300;
  const permille = frames >= 10_000;
  return {
    fps: { low1: percent, low01: permille, p1: percent, low1Integral: percent },
    frame: { p99: percent, p999: permille },
  };
}
