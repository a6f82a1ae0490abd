import { createContext } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { whileInSight } from '../parts/watch-sight.ts';
import type { HudModel, ShownStatistics } from './hud-model.ts';

/** `createHud` renders every view inside of it. */
export const HudContext = createContext(null as unknown as HudModel);

export function useHud(): HudModel {
  return useContext(HudContext);
}

/** The style sheet of a view that is loaded when it is first shown; there before what it styles. */
export function useStyles(css: string): void {
  useHud().adoptStyles(css);
}

/** Hands an error of a later moment to the error boundary around the component, as if rendering had thrown it. */
export function useFailure(): (error: unknown) => void {
  const [failure, setFailure] = useState<{ error: unknown } | null>(null);
  if (failure !== null) throw failure.error;
  return (error) => setFailure({ error });
}

/** What tells where a component is; once for all its life. */
interface Place {
  readonly current: Element | null;
}

/**
 * Runs `run` twice a second, together with all other figures: one layout and one paint for all. When it throws, the component has failed.
 *
 * @param place it rests while that is scrolled out of sight; without one it never does
 */
export function useFigures(run: () => void, place?: Place): void {
  const hud = useHud();
  useWhileInSight(run, place, hud.onStats);
}

/** Runs `run` at least four times a second, together with all charts, while `place` can be seen. When it throws, the component has failed. */
export function useCharts(run: () => void, place: Place): void {
  const hud = useHud();
  useWhileInSight(run, place, hud.onCharts);
}

/** Runs `run` as `useFigures` does, whenever the statistics are renewed, and at first when there are some. */
export function useStats(run: () => void, place?: Place): void {
  const hud = useHud();
  const withStats = () => {
    if (hud.failure !== null) throw hud.failure;
    run();
  };
  useWhileInSight(withStats, place, (listener) => {
    if (hud.stats !== null || hud.failure !== null) listener();
    return hud.onStats(listener);
  });
}

/** Has what is copied be the statistics that a view shows, while it shows them. */
export function useShownStatistics(read: () => ShownStatistics | null): void {
  const hud = useHud();
  useLayoutEffect(() => {
    hud.shown = read;
    return () => {
      if (hud.shown === read) hud.shown = null;
    };
  });
}

/** Has what a component was rendered with last run whenever `listen` tells to. */
function useWhileInSight(run: () => void, place: Place | undefined, listen: HudModel['onStats']): void {
  const hud = useHud();
  const fail = useFailure();
  const latest = useRef(run);
  latest.current = run;
  useLayoutEffect(() => {
    const guarded = () => {
      try {
        latest.current();
      } catch (error) {
        fail(error);
      }
    };
    if (!place?.current) return listen(guarded);
    const sighted = whileInSight(place.current, hud, guarded);
    const stopListening = listen(sighted.run);
    return () => {
      stopListening();
      sighted.stop();
    };
  }, [hud]);
}
