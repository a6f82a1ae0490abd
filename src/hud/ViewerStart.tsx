/** What a viewer shows before a session is opened. */
export function ViewerStart({ onChoose }: { readonly onChoose: () => void }) {
  return (
    <section class="start" aria-label="Open a session">
      <h1>Open a session</h1>
      <p>
        Drop a session file anywhere on this page: a Framescope snapshot (.json, .json.gz) or its CSV. It is read by
        this page alone and sent nowhere.
      </p>
      <button type="button" class="primary" onClick={onChoose}>
        Choose a file
      </button>
    </section>
  );
}
