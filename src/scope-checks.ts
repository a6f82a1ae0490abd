import { parseHotkey } from './hud/hotkey.ts';
import { HUD_MODES, type HudOptions } from './hud/hud-types.ts';
import { describe, refusal } from './metrics/metrics-error.ts';
import type { FramescopeOptions } from './scope-options.ts';

const CORNERS = ['top-left', 'top-right', 'bottom-left', 'bottom-right'];
const THEMES = ['auto', 'dark', 'light'];

/**
 * Looks at a call's options before anything has an effect. What targets and metrics are wrong, their own parts tell.
 *
 * @throws MetricsError `invalid-config` for a value that cannot be meant
 */
export function checkOptions(options: FramescopeOptions): void {
  requireObject('the options', options);
  const { hud, session, frame } = options;
  if (typeof hud !== 'boolean' && hud !== undefined) checkHud(hud);
  if (typeof session !== 'boolean' && session !== undefined) requireObject('session', session);
  if (frame === undefined) return;
  requireObject('frame', frame);
  requireDuration('frame.budgetMs', frame.budgetMs);
  requireOneOf('frame.clock', ['raf', 'manual'], frame.clock);
  if (typeof frame.refresh === 'number') requireDuration('frame.refresh', frame.refresh);
  else requireOneOf('frame.refresh', ['fit', 'worker'], frame.refresh);
}

function checkHud(hud: HudOptions): void {
  requireObject('hud', hud);
  requireOneOf('hud.mode', HUD_MODES, hud.mode);
  requireOneOf('hud.corner', CORNERS, hud.corner);
  requireOneOf('hud.theme', THEMES, hud.theme);
  requireDuration('hud.budgetMs', hud.budgetMs);
  if (hud.hotkey !== undefined) [hud.hotkey].flat().forEach(parseHotkey);
  if (hud.parent !== undefined && hud.parent?.nodeType !== 1) refuse('hud.parent', 'be an element', hud.parent);
}

function requireObject(part: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) refuse(part, 'be an object', value);
}

function requireOneOf(part: string, choices: readonly string[], value: unknown): void {
  if (value !== undefined && !choices.includes(value as string))
    refuse(part, `be one of ${choices.map(describe).join(', ')}`, value);
}

function requireDuration(part: string, value: unknown): void {
  if (value !== undefined && !(Number.isFinite(value) && (value as number) > 0))
    refuse(part, 'be a finite number above 0', value);
}

function refuse(part: string, wanted: string, got: unknown): never {
  throw refusal('invalid-config', 'create a scope', part, wanted, got);
}
