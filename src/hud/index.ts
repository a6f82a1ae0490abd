export { createHud } from './create-hud.tsx';
export type { HotkeyOptions } from './hotkey.ts';
export { DEFAULT_HOTKEYS, listenHotkeys } from './hotkey.ts';
export type { Hud, HudCorner, HudHost, HudMode, HudOptions } from './hud-types.ts';
export { HUD_MODES } from './hud-types.ts';
