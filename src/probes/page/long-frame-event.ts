import type { ProbeEvent } from '../../frames/frame-source.ts';
import { cutText, urlPath, withoutQuery } from './cut-text.ts';

/** A script of a long animation frame, of the fields that are used here. */
export interface ScriptTiming {
  readonly startTime: number;
  readonly duration: number;
  readonly invoker: string;
  readonly sourceURL: string;
  readonly sourceFunctionName: string;
  readonly forcedStyleAndLayoutDuration: number;
}

/** A long animation frame, of the fields that are used here. */
export interface LongAnimationFrame extends PerformanceEntry {
  readonly blockingDuration: number;
  /** 0 in a frame that rendered nothing; so is the next. */
  readonly renderStart: number;
  readonly styleAndLayoutStart: number;
  readonly scripts: readonly ScriptTiming[];
}

/** The longest are kept. */
const MAX_SCRIPTS = 5;
/** How the hook into the frame loop is named, which calls the page's callbacks. */
const WRAPPER = 'framescopeFrame';

/**
 * A long animation frame with the scripts that ran longest, its name that of the worst.
 *
 * @param slowCallback names the page's animation frame callback that returned in a span of time
 */
export function longFrameEvent(
  { startTime, duration, blockingDuration, renderStart, styleAndLayoutStart, scripts }: LongAnimationFrame,
  slowCallback: (fromMs: number, toMs: number) => string | undefined,
): ProbeEvent {
  const longest = scripts
    .toSorted((a, b) => b.duration - a.duration)
    .slice(0, MAX_SCRIPTS)
    .map((script) => describeScript(script, slowCallback));
  const [worst] = longest;
  return {
    kind: 'long-frame',
    name: worst === undefined ? 'no script over 5 ms' : worst.function || worst.invoker || worst.path || 'a script',
    timeMs: startTime,
    durationMs: duration,
    detail: {
      blockingMs: blockingDuration,
      ...(renderStart > 0 && { renderMs: startTime + duration - renderStart }),
      ...(styleAndLayoutStart > 0 && { styleAndLayoutMs: startTime + duration - styleAndLayoutStart }),
      scripts: longest,
    },
  };
}

function describeScript(
  { startTime, duration, invoker, sourceURL, sourceFunctionName, forcedStyleAndLayoutDuration }: ScriptTiming,
  slowCallback: (fromMs: number, toMs: number) => string | undefined,
) {
  const isWrapper = sourceFunctionName === WRAPPER;
  const own = isWrapper ? (slowCallback(startTime, startTime + duration + 1) ?? '') : sourceFunctionName;
  return {
    function: cutText(own),
    invoker: withoutQuery(invoker),
    // Of the function behind the wrapper the file is not known.
    path: isWrapper ? '' : urlPath(sourceURL),
    durationMs: duration,
    forcedLayoutMs: forcedStyleAndLayoutDuration,
  };
}
