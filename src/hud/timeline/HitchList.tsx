import type { Hitch } from '../../analysis/index.ts';
import { formatClock, formatMs } from '../parts/format-value.ts';
import { hitchCauseName } from '../parts/hitch-cause-name.ts';

const MAX_LISTED = 10;

interface Props {
  readonly hitches: readonly Hitch[];
  /** What times are counted from, in ms. */
  readonly originMs: number;
  readonly onOpen: (hitch: Hitch) => void;
}

/** The longest hitches, the longest first, each with what it was due to; a press opens its frame. */
export function HitchList({ hitches, originMs, onOpen }: Props) {
  if (hitches.length === 0) return null;
  const longest = [...hitches].sort((a, b) => b.durationMs - a.durationMs).slice(0, MAX_LISTED);
  const maxMs = longest[0]?.durationMs ?? 1;
  return (
    <section class="hitches" aria-label="Longest hitches">
      <div class="title">
        <h2>{hitches.length > MAX_LISTED ? `Longest of ${hitches.length} hitches` : 'Hitches'}</h2>
      </div>
      <ul>
        {longest.map((hitch) => (
          <li key={hitch.timeMs}>
            <button type="button" onClick={() => onOpen(hitch)}>
              <span class="when">{formatClock(Math.max(0, hitch.timeMs - originMs))}</span>
              <svg class="length" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect width={(hitch.durationMs * 100) / maxMs} height="8" />
              </svg>
              <span class="took">
                {formatMs(hitch.durationMs)} <span class="unit">ms</span>
              </span>
              <span class="name">{hitchCauseName(hitch) || 'nothing explains it'}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
