import { readCanvasThumbnail } from './canvas-thumbnail.ts';
import { FrameHistory, type ProbeEvent } from './frames/index.ts';
import type { HudHost } from './hud/hud-types.ts';
import { type AnyMetricsConfig, type Capability, EngineMetrics } from './metrics/index.ts';
import { describe } from './metrics/metrics-error.ts';
import {
  FrameProbe,
  FrameTasks,
  GpuFigures,
  isGpuDevice,
  measureRefreshInWorker,
  type Warn,
  warnOf,
} from './probes/index.ts';
import { WebGlProbe } from './probes/webgl/index.ts';
import { readGpuName } from './read-gpu-name.ts';
import { watchConfigRules } from './scope-config-rules.ts';
import { createLazyEngines } from './scope-engines.ts';
import { createLazyFlight } from './scope-flight.ts';
import { createLazyHud } from './scope-hud.ts';
import type { Framescope, FramescopeOptions, ScopeStatsOptions } from './scope-options.ts';
import { createLazyPage } from './scope-page.ts';
import { createLazySessions } from './scope-sessions.ts';
import { createLazyWebGpu } from './scope-webgpu.ts';
import type { SessionStartOptions } from './sessions/session-types.ts';
import { sourceStatistics } from './sessions/source-statistics.ts';
import { sourceVerdict } from './sessions/source-verdict.ts';
import { type Graphics, type MeasuredTarget, measuredOf, type Target } from './target.ts';
import { VERSION } from './version.ts';

const STATS_WINDOW_MS = 10_000;
/** For how many frames after somebody read the GPU's time it goes on being measured. */
const READ_LATELY_FRAMES = 300;

const NO_PAGE: Capability = { status: 'unsupported', reason: 'There is no page' };
const hasBudget = ({ budgetMs }: NonNullable<FramescopeOptions['frame']>) => budgetMs !== undefined;
const GPU_METRICS = ['rendering.draw_calls', 'rendering.triangles'];

const APART =
  'The given EngineMetrics stay apart from the page’s scope: create it with them first, or register on scope.metrics';

/** A scope with what only its leases may do: take in the options of one more `createFramescope` call. */
export interface SharedScope extends Omit<Framescope, 'ready'> {
  /** Applies a call's options; `undo` takes back what can be taken back. @throws MetricsError for wrong options, then nothing is applied */
  apply(options: FramescopeOptions): { readonly undo: () => void; readonly ready: Promise<void> };
}

/** Whether it is an EngineMetrics, of this or of another copy of the package. */
function isEngineMetrics(metrics: FramescopeOptions['metrics']): metrics is EngineMetrics {
  return typeof metrics === 'object' && metrics !== null && 'registry' in metrics && 'updateFrame' in metrics;
}

/** A metrics argument that brings its own registry; everything else is added to the scope's. */
function ownMetrics(metrics: FramescopeOptions['metrics']): EngineMetrics {
  if (isEngineMetrics(metrics)) {
    // The probes' own keys are there whatever the host registered; a key of the host's wins.
    metrics.extendWithConfig(EngineMetrics.withDefaultConfig().toConfig());
    return metrics;
  }
  return EngineMetrics.withDefaultConfig();
}

/**
 * Makes the scope of a page, or of a worker, which has no HUD; in Node (`view` null) an inert one, whose metrics work and whose
 * probes, HUD and sessions do nothing.
 */
export function createScope(view: typeof globalThis | null, options: FramescopeOptions): SharedScope {
  const metrics = ownMetrics(options.metrics);
  const { registry } = metrics;
  const frames = new FrameHistory(registry.backend);
  /** What is asked for the GPU's name; weakly, as all that a page may drop. */
  let named: WeakRef<Graphics> | undefined;
  const warn: Warn = (what, error) => warnOf(registry, what, error);
  /** The frame options of each lease, the latest last. */
  const frameOptions: NonNullable<FramescopeOptions['frame']>[] = [];
  let gpuTimeReadFrame = Number.NEGATIVE_INFINITY;

  const tasks =
    view === null
      ? null
      : new FrameTasks((error) => warn(`A background task failed and is switched off: ${describe(error)}`));
  const every = (everyMs: number, run: () => void) => tasks?.every(everyMs, run) ?? (() => undefined);
  const probe = new FrameProbe({
    metrics,
    frames,
    view,
    clock: options.frame?.clock ?? 'raf',
    afterFrame: (nowMs) => tasks?.frameEnd(nowMs),
  });
  /** Whether somebody looks at the figures or records them. */
  const isWatched = () => registry.backend.sinks.size > 0 || lazyHud?.showsTimes === true || sessions.current !== null;
  // Timing the GPU is visible to the page, so it is done only while it is wanted.
  const isGpuTimeWanted = () => isWatched() || frames.nextFrame - gpuTimeReadFrame < READ_LATELY_FRAMES;
  const figures = new GpuFigures(metrics);
  const gpuOptions = {
    metrics,
    figures,
    isGpuTimeWanted,
    onDraw: () => probe.noteDraw(),
    onCompile: (event: ProbeEvent) => frames.eventLog.record(event),
  };
  const webgpu = view === null ? null : createLazyWebGpu(gpuOptions, warn);
  const webgl =
    view === null
      ? null
      : new WebGlProbe({
          ...gpuOptions,
          onContextLoss: (isLost) => probe.setContextLost(isLost),
          drawsElsewhere: () => webgpu?.isWorking ?? false,
        });
  const engines =
    view === null
      ? null
      : createLazyEngines({
          registry,
          reportSelfMs: (durationMs) => probe.addSelfMs(durationMs),
          addListener: (listener) => probe.addListener(listener),
          every,
          warn,
        });
  if (webgl !== null) figures.add(webgl);
  if (view !== null) probe.addListener(figures);
  every(500, () => frames.maintain());
  every(1000, () => probe.maintain());

  if (view === null) for (const name of GPU_METRICS) registry.setCapability(`engine:${name}`, NO_PAGE);
  // A worker has none of it.
  const window = view !== null && 'document' in view ? view.window : null;
  if (window === null) registry.setCapability('engine:memory.usage_mb', NO_PAGE);
  const page =
    window === null
      ? null
      : createLazyPage(
          {
            view: window,
            metrics,
            eventLog: frames.eventLog,
            every,
            isWatched,
            addListener: (listener) => probe.addListener(listener),
            setMemory: (usageMb) => probe.setMemory(usageMb),
            numberOf: (user) => (isGpuDevice(user) ? webgpu?.numberOf(user) : webgl?.numberOf(user)),
            slowCallback: (fromMs, toMs) => probe.slowCallback(fromMs, toMs),
            reportSelfMs: (durationMs) => probe.addSelfMs(durationMs),
          },
          warn,
        );

  const { refresh } = probe;
  const budget = () => lazyHud?.budgetMs ?? frameOptions.findLast(hasBudget)?.budgetMs ?? refresh.periodMs;
  /** The session that a call is about, or else the window of the newest frames. */
  const subjectOf = (options: ScopeStatsOptions) => {
    const { session, ...rest } = Object(options) as ScopeStatsOptions;
    const recorded = session ? sessions.current : null;
    const isBounded = rest.window !== undefined || rest.section !== undefined || rest.lastMs !== undefined;
    return { recorded, rest: isBounded || recorded ? rest : { ...rest, lastMs: STATS_WINDOW_MS } };
  };
  const stats = (options: ScopeStatsOptions = {}) => {
    const { recorded, rest } = subjectOf(options);
    return recorded?.stats(rest) ?? sourceStatistics(frames, rest, { refreshMs: refresh.periodMs, budgetMs: budget() });
  };
  const verdict = (options: ScopeStatsOptions = {}) => {
    const { recorded, rest } = subjectOf(options);
    return recorded?.verdict(rest) ?? sourceVerdict(frames, rest, refresh.periodMs);
  };

  const environment = () => ({
    framescope: VERSION,
    gpu: readGpuName(named?.deref()),
    refreshMs: refresh.periodMs,
    refreshMethod: refresh.method,
    budgetMs: budget(),
  });
  const everyStored: typeof every = (everyMs, run) =>
    every(everyMs, () => {
      const startMs = performance.now();
      try {
        run();
      } finally {
        probe.addSelfMs(performance.now() - startMs, 'store');
      }
    });
  const sessions = createLazySessions({ metrics, frames, environment, every: everyStored }, warn);
  const flight = createLazyFlight({
    metrics,
    frames,
    every,
    environment,
    stats,
    thumbnail: options.thumbnails ? () => readCanvasThumbnail(named?.deref(), probe) : undefined,
    store: async (session) => (await sessions.load()).add(session),
    remembersRules: () => lazyHud?.remembers === true,
    warn,
  });
  const host: HudHost = {
    metrics,
    frames,
    refresh,
    get budgetMs() {
      return budget();
    },
    stats,
    verdict,
    sessions: () => sessions.load(),
    flight: () => flight.load(),
    every,
    reportSelfMs: (durationMs) => probe.addSelfMs(durationMs, 'render'),
  };
  const lazyHud = window === null ? null : createLazyHud(host, warn);

  const stopConfigRules = view === null ? undefined : watchConfigRules(metrics, flight, warn);

  const addTarget = ({ memory, drawing, engine }: MeasuredTarget): (() => void) => {
    if (webgl === null || webgpu === null) return () => undefined;
    const undo: ((() => void) | undefined)[] = [memory && page?.addMemory(memory), engine && engines?.add(engine)];
    if (drawing !== undefined) {
      const { graphics } = drawing;
      if (named?.deref() === undefined) named = new WeakRef(graphics);
      undo.push(isGpuDevice(graphics) ? webgpu.add(graphics) : webgl.add(graphics), page?.addCanvas(drawing));
    }
    return () => {
      for (const one of undo) one?.();
    };
  };
  for (const key of ['gpu_time_gauge', 'gpu_main_pass_gauge']) {
    metrics.gauge(key).beforeRead = () => {
      gpuTimeReadFrame = frames.nextFrame;
    };
  }

  const updateRefresh = () => {
    const given = frameOptions.findLast((one) => typeof one.refresh === 'number')?.refresh;
    if (given !== undefined) Object.assign(refresh, { periodMs: given, method: 'given' });
    else if (refresh.method === 'given') Object.assign(refresh, { periodMs: Number.NaN, method: 'pending' });
  };
  const applyFrame = (frame: NonNullable<FramescopeOptions['frame']>) => {
    frameOptions.push(frame);
    updateRefresh();
    const stopWorker =
      frame.refresh === 'worker' && view !== null
        ? measureRefreshInWorker(
            (periodMs) => Object.assign(refresh, { periodMs, method: 'worker' }),
            () =>
              warn('The refresh period cannot be measured in a worker here; it is fitted to the page’s frames instead'),
          )
        : undefined;
    return () => {
      frameOptions.splice(frameOptions.indexOf(frame), 1);
      updateRefresh();
      stopWorker?.();
    };
  };
  /** What it gives settles once a configuration is loaded; it never rejects. */
  const applyMetrics = (given: FramescopeOptions['metrics']): Promise<unknown> | undefined => {
    if (given === undefined || given === metrics) return undefined;
    if (typeof given === 'string' || given instanceof URL)
      return metrics.loadConfig(given).catch((error) => warn(String(error)));
    if (isEngineMetrics(given)) warn(APART);
    else metrics.extendWithConfig(given satisfies AnyMetricsConfig);
    return undefined;
  };

  /** `started` settles once the session records, or cannot; it never rejects. */
  const startSession = (start: SessionStartOptions) => {
    let isWanted = true;
    const started = sessions.start(start).catch((error) => {
      if (isWanted) warn('The session cannot be recorded', error);
      return null;
    });
    const undo = () => {
      isWanted = false;
      // Whatever was started since is somebody else's.
      started
        .then((session) => (session !== null && sessions.current === session ? sessions.stop() : null))
        .catch((error) => warn('The session cannot be ended', error));
    };
    return { undo, started };
  };

  return {
    metrics,
    frames,
    sessions,
    hud: lazyHud ?? INERT_HUD,
    refresh,
    get budgetMs() {
      return budget();
    },
    probe: (target) => (view === null ? () => undefined : addTarget(measuredOf(target))),
    manualFrame: { begin: (timeMs) => probe.manualBegin(timeMs), end: () => probe.manualEnd() },
    gpuPass: (name, fn) => figures.gpuPass(name, fn),
    mark: (name, detail) => frames.eventLog.mark(name, performance.now(), detail),
    animationTime: (simulationTimeMs) => page?.setAnimationTime(simulationTimeMs),
    when: (rule) => flight.watch(flight.parse(rule), 'page'),
    ruleCallback: flight.addCallback,
    snapshots: flight.snapshots,
    section: (name) => frames.eventLog.section(name, performance.now(), () => performance.now()),
    stats,
    verdict,
    apply({ target, metrics: given, hud, session, frame, rules = [] }) {
      const targets = (target === undefined ? [] : Array.isArray(target) ? target : [target]) as Target[];
      // Everything that may throw comes before everything that has an effect.
      const found = view === null ? [] : targets.map(measuredOf);
      const parsed = view === null ? [] : rules.map(flight.parse);
      const pending = [applyMetrics(given)];
      const undo = found.map(addTarget);
      if (found.length > 0) pending.push(engines?.loaded(), webgpu?.loaded());
      if (hud !== false && lazyHud !== null)
        undo.push(lazyHud.configure(hud === true ? { mode: 'compact' } : (hud ?? {})));
      if (frame !== undefined) undo.push(applyFrame({ ...frame }));
      undo.push(...parsed.map((rule) => flight.watch(rule, 'page')));
      if (session && view !== null) {
        const starting = startSession(session === true ? {} : session);
        undo.push(starting.undo);
        pending.push(starting.started);
      }
      return {
        undo: () => {
          for (const one of undo.splice(0)) one();
        },
        ready: Promise.all(pending).then(() => undefined),
      };
    },
    destroy() {
      lazyHud?.destroy();
      sessions.destroy();
      probe.destroy();
      webgl?.destroy();
      webgpu?.destroy();
      page?.destroy();
      stopConfigRules?.();
      flight.destroy();
      engines?.destroy();
      tasks?.destroy();
    },
  };
}

const INERT_HUD = {
  mode: 'hidden',
  setMode: async () => undefined,
  show: async () => undefined,
  hide: () => undefined,
  toggle: async () => undefined,
  canvas: async () => null,
  destroy: () => undefined,
} as const;
