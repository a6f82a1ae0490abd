import { createContext } from 'preact';
import { useContext, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { HudModel, ShownStatistics } from './hud-model.ts';

/** `createHud` renders every view inside of it. */
export const HudContext = createContext(null as unknown as HudModel);

/** Whether what is around a component can be seen. */
export interface Sight {
  readonly isIn: boolean;
  /** What was to be run while it could not; run when it can. */
  readonly missed: Set<() => void>;
  set(isIn: boolean): void;
}

export function createSight(): Sight {
  let isIn = true;
  const missed = new Set<() => void>();
  return {
    get isIn() {
      return isIn;
    },
    missed,
    set(next) {
      isIn = next;
      if (!isIn) return;
      const runs = [...missed];
      missed.clear();
      for (const run of runs) run();
    },
  };
}

/** That of the part of a view that a component is in; see `Part`. What is in none counts as seen. */
export const SightContext = createContext<Sight>(createSight());

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

/** Runs `run` twice a second, together with all other figures: one layout and one paint for all. When it throws, the component has failed. */
export function useFigures(run: () => void): void {
  const hud = useHud();
  const guarded = useGuarded(run);
  useLayoutEffect(() => hud.onStats(guarded), [hud]);
}

/** Runs `run` at least four times a second, together with all charts. When it throws, the component has failed. */
export function useCharts(run: () => void): void {
  const hud = useHud();
  const guarded = useGuarded(run);
  useLayoutEffect(() => hud.onCharts(guarded), [hud]);
}

/** Runs `run` whenever the statistics are renewed, and at first when there are some; when it throws, the component has failed. */
export function useStats(run: () => void): void {
  const hud = useHud();
  const guarded = useGuarded(() => {
    if (hud.failure !== null) throw hud.failure;
    run();
  });
  useLayoutEffect(() => {
    if (hud.stats !== null || hud.failure !== null) guarded();
    return hud.onStats(guarded);
  }, [hud]);
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

/** One function for the life of the component that runs what it was rendered with last, once it can be seen. */
function useGuarded(run: () => void): () => void {
  const fail = useFailure();
  const sight = useContext(SightContext);
  const latest = useRef(run);
  latest.current = run;
  const guarded = useRef(() => {
    if (!sight.isIn) {
      sight.missed.add(guarded.current);
      return;
    }
    try {
      latest.current();
    } catch (error) {
      fail(error);
    }
  });
  useLayoutEffect(() => () => void sight.missed.delete(guarded.current), [sight]);
  return guarded.current;
}
