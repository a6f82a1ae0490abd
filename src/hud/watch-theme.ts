/** Tells which theme to show, now and whenever the system's answer changes; also when forced colours come or go. */
export function watchTheme(
  setting: () => 'auto' | 'dark' | 'light',
  onTheme: (theme: 'dark' | 'light') => void,
): { renew(): void; stop(): void } {
  const light = matchMedia('(prefers-color-scheme: light)');
  const forced = matchMedia('(forced-colors: active)');
  const renew = () => {
    const chosen = setting();
    onTheme(chosen === 'auto' ? (light.matches ? 'light' : 'dark') : chosen);
  };
  for (const query of [light, forced]) query.addEventListener('change', renew);
  return {
    renew,
    stop() {
      for (const query of [light, forced]) query.removeEventListener('change', renew);
    },
  };
}
