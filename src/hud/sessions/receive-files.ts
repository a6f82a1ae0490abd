/**
 * Takes files that are dropped on the target, and keeps the browser from leaving the page for them.
 *
 * @param onHover told whether files hang over the target
 */
export function receiveFiles(
  target: EventTarget,
  onFiles: (files: readonly File[]) => void,
  onHover: (isOver: boolean) => void,
): () => void {
  const abort = new AbortController();
  const listen = (type: string, listener: (event: DragEvent) => void) =>
    target.addEventListener(type, (event) => listener(event as DragEvent), { signal: abort.signal });
  const hasFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes('Files') === true;
  // Children are entered and left, too.
  let depth = 0;
  const setDepth = (next: number) => {
    depth = next;
    onHover(depth > 0);
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
  });
  listen('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setDepth(0);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
  return () => abort.abort();
}
