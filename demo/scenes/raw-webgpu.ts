import { createFramescope } from 'framescope';
import { createDemoScene } from '../create-demo-scene.ts';
import type { StartScene } from '../demo-scene.ts';
import { startFrameLoop } from '../frame-loop.ts';
import { followStage } from '../stage-canvas.ts';
import { DEVELOP, GLOW, MOVE } from './raw-webgpu/shaders.ts';
import { chooseQuality } from './three/quality.ts';

/** Of a draw call each. */
const BATCH = 512;
const MAX_PARTICLES = 64 * BATCH;
const LIGHT_FORMAT = 'rgba16float';
const ADD = { color: { srcFactor: 'one', dstFactor: 'one' }, alpha: {} } as const;

/** Rejects where there is no WebGPU. */
export const start: StartScene = async (stage, params) => {
  const quality = chooseQuality(params.quality);
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error('WebGPU is not available');
  // Without this feature nobody can time the passes.
  const requiredFeatures = adapter.features.has('timestamp-query') ? (['timestamp-query'] as const) : [];
  const device = await adapter.requestDevice({ requiredFeatures: [...requiredFeatures] });
  const scope = createFramescope({
    target: device,
    hud: { mode: params.hud },
    session: params.session && { name: 'Spiral of sparks', tags: ['webgpu', `load ${params.load}`, quality.name] },
  });
  const particleGauge = scope.metrics.registerCustomGauge(
    'particles',
    'game',
    'particles.alive',
    'Particles in motion',
    {
      unit: 'count',
    },
  );

  const canvas = document.createElement('canvas');
  stage.append(canvas);
  const context = canvas.getContext('webgpu') as GPUCanvasContext;
  const format = navigator.gpu.getPreferredCanvasFormat();
  context.configure({ device, format, alphaMode: 'opaque' });

  const module = (code: string) => device.createShaderModule({ code });
  const movePipeline = device.createComputePipeline({ layout: 'auto', compute: { module: module(MOVE) } });
  const glowModule = module(GLOW);
  const createGlowPipeline = (warmth: number) =>
    device.createRenderPipeline({
      layout: 'auto',
      vertex: { module: glowModule, constants: { warmth } },
      fragment: { module: glowModule, targets: [{ format: LIGHT_FORMAT, blend: ADD }] },
      primitive: { topology: 'triangle-strip' },
    });
  const developModule = module(DEVELOP);
  const developPipeline = device.createRenderPipeline({
    layout: 'auto',
    vertex: { module: developModule },
    fragment: { module: developModule, targets: [{ format }] },
  });
  const frameBuffer = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  const particleBuffer = device.createBuffer({ size: MAX_PARTICLES * 16, usage: GPUBufferUsage.STORAGE });
  const groupFor = (pipeline: GPUComputePipeline | GPURenderPipeline) =>
    device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [frameBuffer, particleBuffer].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  const moveGroup = groupFor(movePipeline);
  let glowPipeline = createGlowPipeline(0);
  let glowGroup = groupFor(glowPipeline);
  let warmth = 0;

  let light: GPUTexture | null = null;
  let lightView: GPUTextureView | null = null;
  let developGroup: GPUBindGroup | null = null;
  const stopFollowing = followStage(stage, canvas, quality, (widthPx, heightPx) => {
    canvas.width = widthPx;
    canvas.height = heightPx;
    light?.destroy();
    light = device.createTexture({
      size: [widthPx, heightPx],
      format: LIGHT_FORMAT,
      usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.TEXTURE_BINDING,
    });
    lightView = light.createView();
    developGroup = device.createBindGroup({
      layout: developPipeline.getBindGroupLayout(0),
      entries: [{ binding: 0, resource: lightView }],
    });
  });

  let particles = 0;
  const frameData = new Float32Array(4);
  const loop = startFrameLoop(params.atSeconds, (timeSeconds) => {
    frameData.set([timeSeconds, canvas.width / canvas.height, particles, canvas.height]);
    device.queue.writeBuffer(frameBuffer, 0, frameData);
    const encoder = device.createCommandEncoder();

    const move = encoder.beginComputePass({ label: 'particles' });
    move.setPipeline(movePipeline);
    move.setBindGroup(0, moveGroup);
    move.dispatchWorkgroups(particles / 64);
    move.end();

    const pass = (label: string, view: GPUTextureView) =>
      encoder.beginRenderPass({ label, colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store' }] });
    const glow = pass('main', lightView as GPUTextureView);
    glow.setPipeline(glowPipeline);
    glow.setBindGroup(0, glowGroup);
    for (let first = 0; first < particles; first += BATCH) glow.draw(4, BATCH, 0, first);
    glow.end();

    const develop = pass('develop', context.getCurrentTexture().createView());
    develop.setPipeline(developPipeline);
    develop.setBindGroup(0, developGroup);
    develop.draw(3);
    develop.end();
    device.queue.submit([encoder.finish()]);
    particleGauge.set(particles);
  });

  return createDemoScene(stage, {
    name: 'raw-webgpu',
    title: 'Spiral of sparks',
    scope,
    loop,
    renderer: device,
    scene: null,
    camera: null,
    load: params.load,
    setLoad(load) {
      // A software renderer takes as long for a particle as a GPU for thousands.
      const most = quality.name === 'high' ? MAX_PARTICLES : MAX_PARTICLES / 8;
      particles = BATCH * Math.max(1, Math.round((load * most) / BATCH));
    },
    useNewShader() {
      warmth = (warmth + 0.37) % 1;
      glowPipeline = createGlowPipeline(warmth);
      glowGroup = groupFor(glowPipeline);
    },
    dispose() {
      stopFollowing();
      device.destroy();
      canvas.remove();
    },
  });
};
