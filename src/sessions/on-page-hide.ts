/**
 * Calls `save` when the page hides, in that same task, for it may be the page's last: `isEnding` when it goes away for good,
 * and is not kept for the back button. What it gives stops that. Where there is no page it does nothing.
 */
export function onPageHide(save: (isEnding: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const controller = new AbortController();
  const { signal } = controller;
  document.addEventListener('visibilitychange', () => document.hidden && save(false), { signal });
  window.addEventListener('pagehide', (event) => save(!event.persisted), { signal });
  return () => controller.abort();
}
