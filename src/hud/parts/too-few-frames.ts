/** Why a statistic is greyed. */
export function tooFewFrames(frames: number): string {
  return `Uncertain: ${frames} frames are too few for it`;
}
