import { useLayoutEffect } from 'preact/hooks';
import { useHud } from '../model/hud-context.ts';
import { type SessionModel, sessionModelOf } from './session-model.ts';

/** The HUD's sessions; their list is up to date while some component that uses them is shown. */
export function useSessions(): SessionModel {
  const model = sessionModelOf(useHud());
  useLayoutEffect(() => model.attach(), [model]);
  return model;
}
