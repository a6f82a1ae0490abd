import type { HudTheme } from '../hud-types.ts';

export const THEME_NAMES: Readonly<Record<HudTheme, string>> = {
  auto: 'As the system',
  dark: 'Dark',
  light: 'Light',
  contrast: 'High contrast',
};
