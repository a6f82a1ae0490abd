import { quantile } from 'framescope/metrics';
import { judge, type Row, spreadRow } from './row.ts';
import { pairedDifferences, type Spread, spreadOf } from './spread.ts';
import type { ToolRounds } from './tool-rounds.ts';

/** Above that a tool is said to allocate, in bytes a frame: below it the sampling of a page without any tool varies as much. */
const ALLOCATES_BYTES = 100;

/** That a state is to take at most so many times what a peer takes. */
export interface Goal {
  readonly peer: string;
  readonly times: number;
  /** Default: true; false where it is only reported. */
  readonly isGoal?: boolean;
}

/** What a tool adds to a page without any. */
export function addedRow(rounds: ToolRounds, tool: string): Row {
  return spreadRow(`${tool} over none`, spreadOf(rounds.addedMs(tool)), 'ms/frame');
}

/** A state of Framescope beside a peer, both over the page without any: judged by the differences of each round. */
export function besidePeerRow(rounds: ToolRounds, state: string, goal: Goal): Row {
  const ours = rounds.addedMs(state);
  const theirs = rounds.addedMs(goal.peer);
  const beyond = spreadOf(pairedDifferences(ours, theirs, goal.times));
  return spreadRow(`${state} over none`, spreadOf(ours), 'ms/frame', besidePeer(ours, theirs, goal, beyond));
}

/**
 * What is said of a state beside a peer.
 *
 * @param beyond what it takes more than it may
 */
export function besidePeer(
  ours: readonly number[],
  theirs: readonly number[],
  { peer, times, isGoal = true }: Goal,
  beyond: Pick<Spread, 'median' | 'error'>,
): Partial<Row> {
  const ofPeer = spreadOf(theirs);
  return {
    // Of what is not told from 0 there is no ratio.
    ratio: ofPeer.median <= ofPeer.error ? null : spreadOf(ours).median / ofPeer.median,
    peer,
    ...(isGoal && {
      goal: times === 1 ? `≤ ${peer}` : `≤ ${times} × ${peer}`,
      verdict: judge(beyond.median, 0, beyond.error),
    }),
  };
}

/** What 99 of 100 of the HUD's slices of work take at most, by both clocks: a core that something else takes away is no work of the HUD's. */
export function sliceRows(rounds: ToolRounds, state: string, limitMs: number): Row[] {
  const { wallMs, threadMs } = rounds.slices(state);
  const row = (times: readonly number[], clock: string): Row => {
    const sorted = [...times].sort((a, b) => a - b);
    const value = quantile(sorted, 0.99);
    return {
      case: `slices of ${state}, p99 of ${sorted.length}${clock}`,
      value,
      unit: 'ms',
      ratio: null,
      peer: null,
      goal: `≤ ${limitMs} ms`,
      verdict: judge(value, limitMs),
    };
  };
  return [row(wallMs, ''), row(threadMs, ', by the thread’s clock')];
}

/** The garbage of all tools; the states named in `judged` are to stay below every peer that allocates. Then the memory of typed arrays, which is apart. */
export function garbageRows(
  rounds: ToolRounds,
  states: readonly string[],
  peers: readonly string[],
  judged: readonly string[],
): Row[] {
  const bytes = (tool: string) => spreadOf(rounds.addedBytes(tool));
  const allocating = peers.filter((peer) => bytes(peer).median > ALLOCATES_BYTES);
  const [least] = allocating.toSorted((a, b) => bytes(a).median - bytes(b).median);
  const buffers = [...states, ...peers].map((tool) =>
    spreadRow(`typed arrays of ${tool}, kept ones too`, spreadOf(rounds.addedBufferBytes(tool)), 'B/frame'),
  );
  const garbage = [...states, ...peers].map((tool) => {
    const added = bytes(tool);
    const isJudged = judged.includes(tool) && least !== undefined;
    return spreadRow(`garbage of ${tool}`, added, 'B/frame', {
      ...(isJudged && {
        ratio: added.median / bytes(least).median,
        peer: least,
        goal: 'below every peer that allocates',
        verdict: judge(added.median, bytes(least).median),
      }),
    });
  });
  return [...garbage, ...buffers];
}
