import type { UpdateCase } from './update-cases.ts';

/** Of one round of one case, ms: shorter than a scheduler's slice, so that also on a busy machine most rounds are undisturbed. */
const ROUND_MS = 1;
/** Operations of one call. */
export const CALL = 2000;

export interface UpdateTime {
  readonly case: string;
  readonly peer: string | null;
  readonly nanoseconds: number;
  /** To the first case, which is the floor. */
  readonly ratio: number;
}

/** The time of one operation of each case: the median of interleaved rounds. */
export async function measureUpdates(updates: readonly UpdateCase[], roundCount: number): Promise<UpdateTime[]> {
  // Many short calls, so that the loop is optimized as a whole and not only while it runs; and pauses, for that is done beside it.
  for (let pass = 0; pass < 5; pass++) {
    for (const { run } of updates) for (let k = 0; k < 200; k++) run(CALL);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const rounds = updates.map(() => [] as number[]);
  for (let round = 0; round < roundCount; round++) {
    updates.forEach(({ run }, k) => {
      const start = performance.now();
      let elapsedMs = 0;
      let calls = 0;
      do {
        run(CALL);
        calls++;
        elapsedMs = performance.now() - start;
      } while (elapsedMs < ROUND_MS);
      rounds[k]?.push((elapsedMs / (calls * CALL)) * 1e6);
    });
  }
  const times = rounds.map((each) => each.sort((a, b) => a - b)[each.length >> 1] as number);
  return updates.map(({ name, peer }, k) => ({
    case: name,
    peer,
    nanoseconds: times[k] as number,
    ratio: (times[k] as number) / (times[0] as number),
  }));
}
