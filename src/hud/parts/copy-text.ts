import { windowOf } from './window-of.ts';

/**
 * Puts text on the clipboard. Must be called while a key or click is handled.
 *
 * @throws Error where the browser refuses both ways
 */
export async function copyText(text: string, root: HTMLElement): Promise<void> {
  try {
    // Missing on pages that are not secure, refused in frames without the permission.
    await windowOf(root).navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text, root);
  }
}

function copyBySelection(text: string, root: HTMLElement): void {
  const focused = (root.getRootNode() as ShadowRoot).activeElement as HTMLElement | null;
  const area = document.createElement('textarea');
  area.className = 'off-screen';
  area.value = text;
  root.append(area);
  area.select();
  const isCopied = root.ownerDocument.execCommand('copy');
  area.remove();
  focused?.focus({ preventScroll: true });
  if (!isCopied) throw new Error('The browser does not let this page write to the clipboard');
}
