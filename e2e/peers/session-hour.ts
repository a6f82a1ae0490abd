const HOUR_FRAMES = 216_000;
const COLUMNS = 50;

interface File {
  session: { id: string; frames: number; durationMs: number };
  layouts: (string | null)[][];
  metrics: { namespace: string; name: string; type: string }[];
  blocks: Block[];
  events: unknown[];
}
interface Block {
  first: number;
  frames: number;
  layout: number;
  time: number[];
  columns: (number | null | (number | null)[])[];
  slow?: unknown;
}

/** An hour at 60 Hz of the frames of a session file, one after the other again and again, with the first 50 of its columns. */
export function hourOf(text: string): { text: string; columns: number; values: number } {
  const file = JSON.parse(text) as File;
  // The session's first blocks may still lack metrics that came with its first frames.
  const layout = file.blocks.at(-1)?.layout ?? 0;
  const sample = file.blocks.filter((block) => block.layout === layout);
  const keys = (file.layouts[layout] as (string | null)[]).slice(0, COLUMNS);
  const types = new Map(file.metrics.map(({ namespace, name, type }) => [`${namespace}:${name}`, type]));
  const grows = keys.map(
    (key) => key !== null && (key.includes('#') || types.get(key.replace(/\{.*/, '')) === 'counter'),
  );
  const [startMs, endMs] = [sample[0]?.time[0] ?? 0, sample.at(-1)?.time.at(-1) ?? 0];
  const at = (block: Block | undefined, column: number, row: number) => {
    const values = block?.columns[column];
    return (Array.isArray(values) ? values.at(row) : values) ?? 0;
  };
  const growth = keys.map((_, k) => (grows[k] ? at(sample.at(-1), k, -1) - at(sample[0], k, 0) : 0));
  const blocks: Block[] = [];
  let frames = 0;
  for (let lap = 0; frames < HOUR_FRAMES; lap++) {
    const shiftMs = lap * Math.round(endMs - startMs + 17);
    for (const { slow, ...block } of sample) {
      const columns = block.columns.slice(0, COLUMNS).map((values, k) => {
        const shift = lap * (growth[k] as number);
        if (shift === 0) return values;
        return Array.isArray(values) ? values.map((value) => value && value + shift) : values && values + shift;
      });
      // As the clock gives them, in whole µs.
      const time = block.time.map((ms) => Math.round((ms + shiftMs) * 1000) / 1000);
      blocks.push({ ...block, first: frames, layout: 0, time, columns });
      frames += block.frames;
      if (frames >= HOUR_FRAMES) break;
    }
  }
  const { blocks: _, ...rest } = file;
  const session = { ...file.session, id: 'hour-of-frames', frames, durationMs: 3_600_000 };
  const head = JSON.stringify({ ...rest, session, layouts: [keys], events: [] });
  const lines = blocks.map((block) => JSON.stringify(block)).join(',\n');
  return {
    text: `${head.slice(0, -1)},\n"blocks":[\n${lines}\n]}`,
    columns: keys.length,
    values: frames * (keys.length + 2),
  };
}
