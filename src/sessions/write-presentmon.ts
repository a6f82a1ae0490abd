import type { SessionFileOptions } from './file-options.ts';
import { framePieces } from './frame-pieces.ts';
import type { StoredSession } from './stored-session.ts';

/** The columns of PresentMon 1.x, with those of its `-track_gpu` that a page knows. */
const HEADER =
  'Application,ProcessID,SwapChainAddress,Runtime,SyncInterval,PresentFlags,Dropped,TimeInSeconds,msInPresentAPI,' +
  'msBetweenPresents,AllowsTearing,PresentMode,msUntilRenderComplete,msUntilDisplayed,msBetweenDisplayChange,msGPUActive';
const GPU_TIME = 'engine:performance.gpu_time_ms';
const MISSING = 'NA';

/**
 * A session as a capture of PresentMon 1.x in pieces, which CapFrameX and other tools import; a page's frames stand for presents.
 * Frames without an interval are left out, because those tools read a missing one as 0; `TimeInSeconds` shows the gap.
 */
export function* writePresentMon(
  { summary, frames: source }: StoredSession,
  onProgress?: SessionFileOptions['onProgress'],
): Generator<string, void> {
  const { blocks, firstFrame, endFrame } = source;
  const beginMs = blocks[0]?.timeMs[0] ?? 0;
  const application = applicationOf(summary.name);
  yield `${HEADER}\r\n`;
  for (const { firstFrame: first, frames, timeMs, intervalMs, columns } of framePieces(blocks, [GPU_TIME])) {
    let text = '';
    for (let row = 0; row < frames; row++) {
      const intervalText = cell(intervalMs[row]);
      if (intervalText === MISSING) continue;
      const seconds = (((timeMs[row] as number) - beginMs) / 1000).toFixed(9);
      text += `${application},0,0x0,Other,NA,NA,0,${seconds},NA,${intervalText},NA,Other,NA,NA,NA,${cell(columns[0]?.[row])}\r\n`;
    }
    yield text;
    onProgress?.((first + frames - firstFrame) / (endFrame - firstFrame));
  }
}

function cell(value = Number.NaN): string {
  return Number.isFinite(value) ? String(value) : MISSING;
}

/** The tools split at every comma, in quotes or not, and take `//` for a comment; a spreadsheet takes some texts for formulas. */
function applicationOf(name: string): string {
  const plain = name.replace(/[^\p{L}\p{N} ._()-]+/gu, ' ').trim();
  return plain.replace(/^-+/, '') || 'page';
}
