import type { HudMode } from 'framescope';

/** The address of the demo, read: `?scene=three&load=0.5&hud=panel&session=1&quality=high&at=12`. */
export interface DemoParams {
  /** The scene's name, or null for the gallery. */
  readonly scene: string | null;
  /** How much the scene does, 0 to 1. Default 0.5. */
  readonly load: number;
  /** The mode that the HUD opens in. Default `'panel'`. */
  readonly hud: HudMode;
  /** Whether a session is recorded. Default true; `session=0` switches it off. */
  readonly session: boolean;
  /** What the scene may cost. Default: low without a GPU, else high. */
  readonly quality: 'low' | 'medium' | 'high' | null;
  /** Seconds into the camera's path that the scene begins at. Default 0. */
  readonly atSeconds: number;
}

const QUALITIES = ['low', 'medium', 'high'] as const;
const HUD_MODES: readonly HudMode[] = ['hidden', 'compact', 'graph', 'panel'];

/** Reads the address's parameters; what is missing or wrong becomes its default. */
export function parseDemoParams(search: string): DemoParams {
  const params = new URLSearchParams(search);
  return {
    scene: params.get('scene'),
    load: Math.min(1, Math.max(0, numberOf(params.get('load')) ?? 0.5)),
    hud: HUD_MODES.find((mode) => mode === params.get('hud')) ?? 'panel',
    session: params.get('session') !== '0',
    quality: QUALITIES.find((name) => name === params.get('quality')) ?? null,
    atSeconds: numberOf(params.get('at')) ?? 0,
  };
}

function numberOf(text: string | null): number | undefined {
  if (text === null || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** The page's address with one parameter changed. */
export function addressWith(name: string, value: string): string {
  const params = new URLSearchParams(location.search);
  params.set(name, value);
  return `?${params}`;
}
