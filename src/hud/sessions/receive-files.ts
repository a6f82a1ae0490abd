import type { HudModel } from '../model/hud-model.ts';

/** Browsers tell of a drag that rests every 350 ms or more often. */
const SILENCE_MS = 1000;

/**
 * Takes files that are dropped on the target, and keeps the browser from leaving the page for them.
 *
 * @param measured has what it does counted as the HUD's own
 * @param onHover told whether files hang over the target
 */
export function receiveFiles(
  target: EventTarget,
  measured: HudModel['measured'],
  onFiles: (files: readonly File[]) => void,
  onHover: (isOver: boolean) => void,
): () => void {
  const abort = new AbortController();
  const listen = (type: string, listener: (event: DragEvent) => void) =>
    target.addEventListener(type, measured(listener) as (event: Event) => void, { signal: abort.signal });
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  // Children are entered and left, too.
  let depth = 0;
  let timer = 0;
  const setDepth = (next: number) => {
    depth = next;
    onHover(depth > 0);
    // One that is taken off the page is not left, and a drag tells several times a second that it is still there.
    clearTimeout(timer);
    if (depth > 0) timer = window.setTimeout(() => setDepth(0), SILENCE_MS);
  };
  listen('dragenter', (event) => {
    if (hasFiles(event)) setDepth(depth + 1);
  });
  listen('dragleave', (event) => {
    if (hasFiles(event)) setDepth(Math.max(0, depth - 1));
  });
  listen('dragover', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setDepth(Math.max(1, depth));
  });
  listen('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setDepth(0);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
  return () => {
    abort.abort();
    setDepth(0);
  };
}
