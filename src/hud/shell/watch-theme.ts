import type { HudTheme } from '../hud-types.ts';

/** Tells which theme to show, now and whenever the system's answer changes; also when forced colours come or go. */
export function watchTheme(
  setting: () => HudTheme,
  onTheme: (theme: Exclude<HudTheme, 'auto'>) => void,
): { renew(): void; stop(): void } {
  const light = matchMedia('(prefers-color-scheme: light)');
  const contrast = matchMedia('(prefers-contrast: more)');
  const forced = matchMedia('(forced-colors: active)');
  const queries = [light, contrast, forced];
  const renew = () => {
    const chosen = setting();
    if (chosen !== 'auto') onTheme(chosen);
    else if (contrast.matches && !forced.matches) onTheme('contrast');
    else onTheme(light.matches ? 'light' : 'dark');
  };
  for (const query of queries) query.addEventListener('change', renew);
  return {
    renew,
    stop() {
      for (const query of queries) query.removeEventListener('change', renew);
    },
  };
}
