/** Of the window that the HUD gets for itself. */
const SIZE = { width: 460, height: 680 };

interface PictureInPicture {
  requestWindow(size: typeof SIZE): Promise<Window>;
}

/**
 * Opens an empty window for the HUD: one that stays on top where there is Document Picture-in-Picture, else a pop-up. Must be
 * called while a key or click is handled.
 *
 * @throws Error where the browser opens neither
 */
export async function openWindow(): Promise<Window> {
  const { documentPictureInPicture } = globalThis as { documentPictureInPicture?: PictureInPicture };
  // Refused in frames, and where the user has used up the press that allows it.
  const onTop = await documentPictureInPicture?.requestWindow(SIZE).catch(() => undefined);
  const opened = onTop ?? window.open('', '', `popup,width=${SIZE.width},height=${SIZE.height}`);
  if (opened === null) throw new Error('The browser blocked the window: allow this page to open pop-ups');
  opened.document.title = `Framescope: ${document.title}`;
  return opened;
}
