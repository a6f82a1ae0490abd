import { useHud } from './hud-context.ts';

/** Says that what is shown is a stored session, and leads back. */
export function SourceBanner() {
  const hud = useHud();
  return (
    <p class="banner">
      <span class="name">Stored session: {hud.source.value.name}</span>
      <button type="button" onClick={() => hud.show(null)}>
        {hud.host.isLive === false ? 'Close' : 'Back to live'}
      </button>
    </p>
  );
}
