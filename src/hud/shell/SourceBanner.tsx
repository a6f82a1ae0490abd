import { useHud } from '../model/hud-context.ts';
import { Thumbnail } from '../parts/Thumbnail.tsx';

/** Says that what is shown is a stored session, and leads back. */
export function SourceBanner() {
  const hud = useHud();
  const { name, thumbnail } = hud.source.value;
  return (
    <p class="banner">
      {thumbnail !== null && <Thumbnail key={thumbnail} url={thumbnail} />}
      <span class="name">Stored session: {name}</span>
      <button type="button" onClick={() => hud.show(null)}>
        {hud.host.isLive === false ? 'Close' : 'Back to live'}
      </button>
    </p>
  );
}
