// The HUD over a simulated engine: real metrics and history, made-up frames. What the address may say:
//   mode, theme, corner, budget    as the HUD's options
//   self=0.3                       the option selfBudgetMs
//   scene=bright|dark              what is below the HUD
//   frames=game|steady|slow|no-gpu|none
//   fill=700                       frames that have passed already
//   still                          no more frames come
//   sessions=200                   so many more sessions
//   forget                         nothing that the user chooses is remembered
//   metrics=1000                   so many more metrics; hostile: some of them with hostile names
import { FrameHistory } from '../../src/frames/index.ts';
import { createHud, HUD_MODES, type Hud, type HudHost, type HudMode, listenHotkeys } from '../../src/hud/index.ts';
import { EngineMetrics } from '../../src/metrics/index.ts';
import { FrameTasks } from '../../src/probes/frame-tasks.ts';
import { sourceStatistics } from '../../src/sessions/source-statistics.ts';
import { sourceVerdict } from '../../src/sessions/source-verdict.ts';
import { type SimulatedFlight, simulateFlight } from './hud-flight.ts';
import { type SimulatedFrame, sampleOf, simulateFrames } from './hud-frames.ts';
import { type SimulatedFiles, simulateSessions } from './hud-sessions.ts';

export interface HudPage {
  readonly host: HudHost;
  readonly hud: Hud;
  readonly flight: SimulatedFlight;
  readonly metrics: EngineMetrics;
  readonly selfMs: number[];
  readonly tasks: FrameTasks;
  /** How many tasks of the HUD are scheduled. */
  taskCount: number;
  frames: number;
  readonly files: SimulatedFiles;
}
declare global {
  var hudPage: HudPage;
}

const query = new URLSearchParams(location.search);
const metrics = EngineMetrics.withDefaultConfig();
const { registry } = metrics;
const history = new FrameHistory(registry.backend);
const tasks = new FrameTasks((error) => console.error(error));
const scenario = query.get('frames') ?? 'game';
const refreshMs = 1000 / 60;

if (scenario === 'no-gpu')
  registry.setCapability('engine:performance.gpu_time_ms', {
    status: 'unsupported',
    reason: 'The browser has no EXT_disjoint_timer_query_webgl2',
  });
const uploads = metrics.registerCustomCounter('uploads', 'engine', 'uploads.bytes', 'Bytes uploaded', {
  unit: 'bytes',
});
const draws = metrics.registerCustomCounter('draws', 'engine', 'rendering.draw_calls_total', 'All draw calls');
const spawned = metrics.registerCustomRate('spawned', 'game', 'entities.spawned', 'Entities spawned');
const physics = metrics.registerCustomTimer('physics', 'game', 'physics.step', 'Physics');
const entities = metrics.registerCustomGauge('entities', 'game', 'entities.alive', 'Entities', {
  labels: { world: 'forest' },
});
const more = Array.from({ length: Number(query.get('metrics') ?? 0) }, (_, k) =>
  metrics.registerCustomGauge(`more_${k}`, 'load', `metric_${k}`, ''),
);
if (query.has('hostile')) {
  const names = ['<img src=x onerror="window.hacked=1">', '\u202Eevil', 'x'.repeat(400), '{{constructor}}', 'a\nb'];
  for (const [k, name] of names.entries()) metrics.registerCustomGauge(`hostile_${k}`, 'hostile<b>', name, name);
}

const page: HudPage = {
  host: undefined as never,
  hud: undefined as never,
  flight: undefined as never,
  metrics,
  selfMs: [],
  tasks,
  taskCount: 0,
  frames: 0,
  files: { waiting: null, exported: [] },
};
globalThis.hudPage = page;
const host: HudHost = {
  metrics,
  frames: history,
  refresh: { periodMs: refreshMs, method: 'given' },
  budgetMs: Number(query.get('budget') ?? refreshMs),
  stats: (options) => sourceStatistics(history, { lastMs: 10_000, ...options }, { refreshMs, budgetMs: host.budgetMs }),
  verdict: (options) => sourceVerdict(history, { lastMs: 10_000, ...options }, refreshMs),
  sessions: async () => sessions,
  flight: async () => flight,
  every(everyMs, run) {
    page.taskCount++;
    const stop = tasks.every(everyMs, run);
    let isStopped = false;
    return () => {
      if (!isStopped) page.taskCount--;
      isStopped = true;
      stop();
    };
  },
  reportSelfMs: (durationMs) => page.selfMs.push(durationMs),
};
const sessions = simulateSessions(
  host,
  history,
  Date.parse('2026-11-20T12:00:00Z'),
  Number(query.get('sessions') ?? 0),
  page.files,
);

const flight = simulateFlight(
  { ...host, every: (everyMs, run) => tasks.every(everyMs, run) },
  history,
  () => timeMs,
  sessions.add,
);

const frames = simulateFrames(scenario);
let timeMs = 0;
function endFrame(frame: SimulatedFrame): void {
  const { intervalMs, drawCalls } = frame;
  timeMs += intervalMs;
  draws.increment(drawCalls);
  uploads.increment(page.frames % 9 === 0 ? 65_536 : 2048);
  if (page.frames % 11 === 0) spawned.mark(3);
  physics.record(0.6 + (page.frames % 7) * 0.05);
  entities.set(900 + Math.round(200 * Math.sin(page.frames / 200)));
  for (let k = 0; k < more.length; k++) more[k]?.set(k + Math.sin(page.frames / 40 + k));
  metrics.setGauge('vram_usage_gauge', 412 + (Math.floor(page.frames / 240) % 6) * 8);
  metrics.setGauge('vram_peak_gauge', 460);
  metrics.updateFrame(sampleOf(frame, timeMs));
  page.frames++;
}
if (scenario !== 'none') {
  for (let k = Number(query.get('fill') ?? 700); k > 0; k--) {
    endFrame(frames.next().value);
    if (k % 100 === 0) history.maintain();
  }
}

const canvas = document.querySelector('canvas') as HTMLCanvasElement;
drawScene(canvas.getContext('2d') as CanvasRenderingContext2D, query.get('scene') === 'bright');
tasks.every(500, () => history.maintain());
const isStill = query.has('still');
requestAnimationFrame(function frame() {
  requestAnimationFrame(frame);
  if (!isStill && scenario !== 'none') endFrame(frames.next().value);
  tasks.frameEnd(performance.now());
});

const mode = (query.get('mode') ?? 'panel') as HudMode;
const hud = createHud(host, {
  mode,
  corner: (query.get('corner') as 'top-right' | null) ?? 'top-right',
  theme: (query.get('theme') as 'auto' | null) ?? 'auto',
  remember: !query.has('forget'),
  selfBudgetMs: Number(query.get('self') ?? 0.3),
});
let lastShown: HudMode = mode === 'hidden' ? 'panel' : mode;
listenHotkeys({
  onToggle() {
    if (hud.mode !== 'hidden') lastShown = hud.mode;
    hud.setMode(hud.mode === 'hidden' ? lastShown : 'hidden');
  },
  onCycle: () => hud.setMode(HUD_MODES[(HUD_MODES.indexOf(hud.mode) + 1) % HUD_MODES.length] as HudMode),
});
Object.assign(page, { host, hud, flight });
document.documentElement.dataset.ready = 'true';

/** A colourful scene, drawn once: the worst background for a panel that lets it through. */
function drawScene(context: CanvasRenderingContext2D, isBright: boolean): void {
  const { width, height } = context.canvas;
  const sky = context.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, isBright ? '#bfe6ff' : '#05070d');
  sky.addColorStop(1, isBright ? '#fff6d8' : '#1a1230');
  context.fillStyle = sky;
  context.fillRect(0, 0, width, height);
  for (let k = 0; k < 240; k++) {
    const [x, y, size] = [(k * 397) % width, (k * 263) % height, 14 + ((k * 31) % 60)];
    context.fillStyle = `hsl(${(k * 47) % 360} ${isBright ? 90 : 60}% ${isBright ? 70 : 22}%)`;
    context.beginPath();
    context.arc(x, y, size, 0, 7);
    context.fill();
  }
}
