import type { FrameHistory } from '../../src/frames/index.ts';
import type { HudHost } from '../../src/hud/index.ts';
import type { Flight, Rule, RuleCallback } from '../../src/sessions/flight/flight-types.ts';
import { FlightRecorder, RuleList } from '../../src/sessions/flight/index.ts';
import { type ParsedRule, parseRule } from '../../src/sessions/flight/parse-rule.ts';
import type { Session } from '../../src/sessions/session-types.ts';

export interface SimulatedFlight extends Flight {
  readonly rules: RuleList;
  /** What rules can call. */
  readonly callbacks: Map<string, RuleCallback>;
  /** The names under which snapshots were stored. */
  readonly saved: string[];
}

/** The flight recorder and the rules of a scope over simulated frames. */
export function simulateFlight(
  host: Pick<HudHost, 'metrics' | 'stats' | 'every'>,
  frames: FrameHistory,
  now: () => number,
  store: (session: Session) => Session,
): SimulatedFlight {
  const recorder = new FlightRecorder({
    frames,
    every: host.every,
    environment: () => ({ refreshMs: 1000 / 60, refreshMethod: 'given' }),
    now,
    // The frames around a moment are there already; only a picture is waited for.
    later: (delayMs, run) => {
      const timer = setTimeout(run, delayMs > 1000 ? delayMs : 0);
      return () => clearTimeout(timer);
    },
    thumbnail: drawPicture,
    onError: (error) => console.error(error),
  });
  const saved: string[] = [];
  const callbacks = new Map<string, RuleCallback>();
  const parse = (rule: Rule): ParsedRule => ({ rule, condition: parseRule(rule.when) });
  const rules = new RuleList({
    registry: host.metrics.registry,
    stats: (options) => host.stats(options),
    every: host.every,
    now: () => performance.now(),
    mark: (name, detail) => frames.eventLog.mark(name, now(), detail),
    snapshot: (text) => void recorder.take({ kind: 'rule', text }),
    warn: (message) => console.warn(message),
    parse,
    callbacks,
    memory: () => ({ read: () => undefined, write: () => undefined, onChange: () => () => undefined }),
  });
  return {
    rules,
    callbacks,
    saved,
    snapshots: {
      get list() {
        return recorder.snapshots;
      },
      take: (name = 'Snapshot') => recorder.take({ kind: 'asked', text: name }),
      async save({ session }) {
        saved.push(session.summary.name);
        return store(session);
      },
      clear: () => recorder.clear(),
      subscribe: (listener) => recorder.subscribe(listener),
    },
  };
}

async function drawPicture(): Promise<Blob> {
  const canvas = new OffscreenCanvas(160, 90);
  const context = canvas.getContext('2d') as OffscreenCanvasRenderingContext2D;
  context.fillStyle = '#246';
  context.fillRect(0, 0, 160, 90);
  context.fillStyle = '#fc6';
  context.fillRect(40, 30, 60, 40);
  return canvas.convertToBlob({ type: 'image/jpeg' });
}
