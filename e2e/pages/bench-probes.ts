// The page of the probes' benchmark: frames of many draws that leave the GPU next to nothing to do. ?probe=on measures
// them, ?probe=none has Framescope measure nothing but the frames; ?targets says how many devices share them, ?draws how many there are.
import type {} from './bench.ts';
import { loadFramescope } from './load-framescope.ts';

const SHADER = `
  @vertex fn vertex() -> @builtin(position) vec4f { return vec4f(2, 2, 0, 1); }
  @fragment fn fragment() -> @location(0) vec4f { return vec4f(1); }`;

/** Gives what draws `count` times in one pass on a device of its own, of no instance of anything. */
async function createWebGpuTarget(): Promise<{ device: GPUDevice; draw: (count: number) => void }> {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter?.requestDevice({ requiredFeatures: ['timestamp-query'] });
  if (device === undefined) throw new Error('There is no WebGPU device');
  const module = device.createShaderModule({ code: SHADER });
  const pipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module },
    fragment: { module, targets: [{ format: 'rgba8unorm' }] },
  });
  const texture = device.createTexture({
    size: [1, 1],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT,
  });
  const colorAttachments = [{ view: texture.createView(), loadOp: 'clear', storeOp: 'store' }] as const;
  const draw = (count: number) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginRenderPass({ colorAttachments: [...colorAttachments] });
    pass.setPipeline(pipeline);
    for (let k = 0; k < count; k++) pass.draw(3, 0);
    pass.end();
    device.queue.submit([encoder.finish()]);
  };
  return { device, draw };
}

const query = new URLSearchParams(location.search);
const draws = Number(query.get('draws') ?? 10_000);
const targets = await Promise.all(Array.from({ length: Number(query.get('targets') ?? 1) }, createWebGpuTarget));
const submissionMs = new Float64Array(1000);
globalThis.bench = { frames: 0, submissionMs } as typeof globalThis.bench;

let readGpuTime = (): unknown => undefined;
const probe = query.get('probe');
if (probe !== 'off') {
  const { createFramescope } = await loadFramescope();
  const scope = createFramescope({ hud: false, target: probe === 'on' ? targets.map(({ device }) => device) : [] });
  const gauge = scope.metrics.gauge('gpu_time_gauge');
  // Somebody reads the GPU's time, so that it is measured.
  readGpuTime = () => gauge.value;
  globalThis.bench.scope = scope;
}

let isBusy = false;
requestAnimationFrame(function frame() {
  requestAnimationFrame(frame);
  // Nothing is shown, so nothing would keep the page from recording more than the GPU can do.
  if (isBusy) return;
  isBusy = true;
  readGpuTime();
  const startMs = performance.now();
  for (let k = 0; k < targets.length; k++) targets[k]?.draw(draws / targets.length);
  submissionMs[globalThis.bench.frames++ % submissionMs.length] = performance.now() - startMs;
  void Promise.all(targets.map(({ device }) => device.queue.onSubmittedWorkDone())).then(() => {
    isBusy = false;
  });
});
document.documentElement.dataset.ready = 'true';
