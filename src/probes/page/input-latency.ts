/** For how long an interaction counts as one of the last seconds. */
const RECENT_MS = 5000;
/** After so long nothing more comes of an interaction: its press, its release and its click are reported together. */
const COMPLETE_MS = 1000;

interface Interaction {
  latencyMs: number;
  readonly seenMs: number;
  isRecorded: boolean;
}

/** The latency of each interaction, which is that of its slowest event, as Interaction to Next Paint counts. */
export class InputLatency {
  readonly #interactions = new Map<number, Interaction>();
  readonly #record: (latencyMs: number) => void;

  /** @param record told the latency of each interaction once, when it is complete */
  constructor(record: (latencyMs: number) => void) {
    this.#record = record;
  }

  /** An event of an interaction, 0 for those of none: the pointer's way over the page. */
  add(interactionId: number, latencyMs: number, nowMs: number): void {
    if (interactionId === 0) return;
    const known = this.#interactions.get(interactionId);
    if (known === undefined) this.#interactions.set(interactionId, { latencyMs, seenMs: nowMs, isRecorded: false });
    else known.latencyMs = Math.max(known.latencyMs, latencyMs);
  }

  /** Records what is complete, forgets what is old, and gives the largest latency of the last seconds; NaN where there is none. */
  largest(nowMs: number): number {
    let largestMs = Number.NaN;
    for (const [id, interaction] of this.#interactions) {
      const ageMs = nowMs - interaction.seenMs;
      if (ageMs >= COMPLETE_MS && !interaction.isRecorded) {
        this.#record(interaction.latencyMs);
        interaction.isRecorded = true;
      }
      if (ageMs >= RECENT_MS) this.#interactions.delete(id);
      else if (!(interaction.latencyMs <= largestMs)) largestMs = interaction.latencyMs;
    }
    return largestMs;
  }
}
