import { parseHotkey } from './hud/hotkey.ts';
import { HUD_MODES, HUD_THEMES } from './hud/hud-types.ts';
import { describe, refusal } from './metrics/metrics-error.ts';
import type { FramescopeOptions } from './scope-options.ts';

type Check = readonly [wanted: string, isRight: (value: unknown) => boolean];

const OBJECT: Check = ['be an object', (value) => typeof value === 'object' && value !== null];
const DURATION: Check = ['be a finite number above 0', (value) => Number.isFinite(value) && (value as number) > 0];
const oneOf = (...choices: readonly unknown[]): Check => [
  `be one of ${choices.map(describe).join(', ')}`,
  (value) => choices.includes(value),
];
const HUD: Readonly<Record<string, Check>> = {
  mode: oneOf(...HUD_MODES),
  corner: oneOf('top-left', 'top-right', 'bottom-left', 'bottom-right'),
  theme: oneOf(...HUD_THEMES),
  budgetMs: DURATION,
  selfBudgetMs: DURATION,
  remember: ['be true or false', (value) => typeof value === 'boolean'],
  parent: ['be an element', (value) => (value as Element | null)?.nodeType === 1],
};

/**
 * Looks at a call's options before anything has an effect. What targets and metrics are wrong, their own parts tell.
 *
 * @throws MetricsError `invalid-config` for a value that cannot be meant
 */
export function checkOptions(options: FramescopeOptions): void {
  requireRight('the options', options, OBJECT);
  const { hud, session, frame } = options;
  if (hud !== undefined && typeof hud !== 'boolean') {
    requireRight('hud', hud, OBJECT);
    for (const name of Object.keys(HUD)) requireRight(`hud.${name}`, hud[name as keyof typeof hud], HUD[name] as Check);
    if (hud.hotkey !== undefined) [hud.hotkey].flat().forEach(parseHotkey);
  }
  if (typeof session !== 'boolean') requireRight('session', session, OBJECT);
  requireRight('thumbnails', options.thumbnails, ['be true or false', (value) => typeof value === 'boolean']);
  requireRight('rules', options.rules, ['be an array', Array.isArray]);
  requireRight('frame', frame, OBJECT);
  requireRight('frame.budgetMs', frame?.budgetMs, DURATION);
  requireRight('frame.clock', frame?.clock, oneOf('raf', 'manual'));
  requireRight('frame.refresh', frame?.refresh, typeof frame?.refresh === 'number' ? DURATION : oneOf('fit', 'worker'));
}

/** An option that is not given is right. */
function requireRight(part: string, value: unknown, [wanted, isRight]: Check): void {
  if (value !== undefined && !isRight(value)) throw refusal('invalid-config', 'create a scope', part, wanted, value);
}
