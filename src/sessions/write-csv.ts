import type { FrameEvent } from '../frames/index.ts';
import { type FrameBlock, GAP_REASONS } from '../metrics/index.ts';
import { csvCell, csvHeader, defused } from './csv-format.ts';
import type { SessionFileOptions } from './file-options.ts';
import { type FramePiece, framePieces } from './frame-pieces.ts';
import { snapshotHead } from './snapshot-head.ts';
import type { StoredSession } from './stored-session.ts';

/**
 * A session as CSV (RFC 4180) in pieces: one row a frame, and in the last cell of the first row all of the session that is not a
 * frame's, so that `parseSnapshot` reads it back to the last digit. Progress is from 0 to 1.
 */
export function* writeCsv(
  session: StoredSession,
  onProgress?: SessionFileOptions['onProgress'],
): Generator<string, void> {
  const { columns, blocks, events, firstFrame, endFrame } = session.frames;
  const header = csvHeader(columns);
  const keys = columns.map(({ key }) => key);
  const head = csvCell(JSON.stringify(snapshotHead(session, [keys])));
  yield `${header.map(csvCell).join(',')}\r\n`;
  if (blocks.length === 0) yield `${','.repeat(header.length - 1)}${head}\r\n`;
  const texts = eventTexts(blocks, events);
  for (const piece of framePieces(blocks, keys)) {
    let text = '';
    for (let row = 0; row < piece.frames; row++) {
      const frame = piece.firstFrame + row;
      const noted = csvCell(defused(texts.get(frame)?.join('; ') ?? ''));
      text += `${frame},${frameCells(piece, row)},${noted},${frame === firstFrame ? head : ''}\r\n`;
    }
    yield text;
    onProgress?.((piece.firstFrame + piece.frames - firstFrame) / (endFrame - firstFrame));
  }
}

/** What a frame has of numbers; a double's shortest text gives the same double back. */
function frameCells({ timeMs, intervalMs, gap, columns }: FramePiece, row: number): string {
  const reason = gap[row] === 0 ? '' : GAP_REASONS[gap[row] as number];
  const values = columns.map((column) => numberCell(column[row]));
  return [numberCell(timeMs[row]), numberCell(intervalMs[row]), reason, ...values].join(',');
}

function numberCell(value = Number.NaN): string {
  return Number.isFinite(value) ? String(value) : '';
}

/** What happened in each frame: from its begin to the next one's. What came before the first frame stands there too. */
function eventTexts(blocks: readonly FrameBlock[], events: readonly FrameEvent[]): Map<number, string[]> {
  const texts = new Map<number, string[]>();
  const sorted = [...events].sort((a, b) => a.timeMs - b.timeMs);
  let next = 0;
  let frame = blocks[0]?.firstFrame ?? 0;
  const noteUntil = (timeMs: number) => {
    for (let event = sorted[next]; event !== undefined && event.timeMs < timeMs; event = sorted[++next]) {
      const text = `${event.kind}: ${event.name}`;
      const known = texts.get(frame);
      if (known === undefined) texts.set(frame, [text]);
      else known.push(text);
    }
  };
  for (const block of blocks) {
    for (const [row, timeMs] of block.timeMs.entries()) {
      noteUntil(timeMs);
      frame = block.firstFrame + row;
    }
  }
  noteUntil(Number.POSITIVE_INFINITY);
  return texts;
}
