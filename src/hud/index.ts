export { createHudCanvas } from './canvas/create-hud-canvas.ts';
export { createHud } from './create-hud.tsx';
export type { Viewer } from './create-viewer.ts';
export { createViewer } from './create-viewer.ts';
export type { HotkeyOptions } from './hotkey.ts';
export { DEFAULT_HOTKEYS, listenHotkeys } from './hotkey.ts';
export type { Hud, HudCanvas, HudCanvasOptions, HudCorner, HudHost, HudMode, HudOptions } from './hud-types.ts';
export { HUD_MODES } from './hud-types.ts';
