/**
 * Calls `save` when the page hides, in that same task, for it may be the page's last: `isEnding` when it goes away for good,
 * and is not kept for the back button. What it gives stops that. Where there is no page it does nothing.
 */
export function onPageHide(save: (isEnding: boolean) => void): () => void {
  if (typeof document === 'undefined') return () => undefined;
  const controller = new AbortController();
  const { signal } = controller;
  let isGone = false;
  window.addEventListener(
    'pagehide',
    ({ persisted }) => {
      isGone = !persisted;
      save(isGone);
    },
    { signal },
  );
  // A page that goes away is hidden only after its pagehide: that must not take back what was saved last.
  document.addEventListener(
    'visibilitychange',
    () => {
      if (!document.hidden) isGone = false;
      else if (!isGone) save(false);
    },
    { signal },
  );
  return () => controller.abort();
}
