// The WebGPU probe without a scope: frames are what a spec says they are.
import { watchDevices } from '../../src/probes/index.ts';
import { WebGpuProbe } from '../../src/probes/webgpu/index.ts';
import {
  changedMethods,
  countsOf,
  createRig,
  leastGpuTimes,
  patchAsOther,
  type Rig,
  tracePatches,
} from './probe-rig.ts';

const SHADER = `
  @vertex fn vertex(@builtin(vertex_index) k: u32) -> @builtin(position) vec4f {
    return vec4f(f32(k % 2) * 4 - 1, f32(k / 2) * 4 - 1, 0, 1);
  }
  @group(0) @binding(0) var<uniform> steps: vec4u;
  @fragment fn fragment(@builtin(position) at: vec4f) -> @location(0) vec4f {
    var x = at.x;
    for (var k = 0u; k < steps.x; k++) { x = fract(x * 1.37 + 0.11); }
    return vec4f(x);
  }
  @group(0) @binding(0) var<storage, read_write> data: array<f32>;
  @group(0) @binding(1) var<uniform> rounds: vec4u;
  @compute @workgroup_size(1) fn compute() {
    var x = data[0] + 0.5;
    for (var k = 0u; k < rounds.x; k++) { x = fract(x * 1.37 + 0.11); }
    data[0] = x;
  }`;

/** Prototypes of everything that the probe patches. */
const prototypes = () =>
  [
    GPUDevice,
    GPUQueue,
    GPUCommandEncoder,
    GPURenderPassEncoder,
    GPURenderBundleEncoder,
    GPUComputePassEncoder,
    GPUBuffer,
    GPUTexture,
    GPUQuerySet,
    GPUAdapter,
  ].map(({ prototype }) => prototype as object);

async function createDevice(requiredFeatures: GPUFeatureName[] = ['timestamp-query']): Promise<GPUDevice> {
  const adapter = await navigator.gpu.requestAdapter();
  if (adapter === null) throw new Error('There is no WebGPU adapter');
  return adapter.requestDevice({ requiredFeatures });
}

/** Things that a device can draw and compute with at once, on a target of one pixel. */
class Kit {
  readonly device: GPUDevice;
  readonly module: GPUShaderModule;
  readonly target: GPUTextureView;
  readonly renderLayout: GPUBindGroupLayout;
  readonly computePipeline: GPUComputePipeline;
  readonly indices: GPUBuffer;
  readonly indirect: GPUBuffer;
  readonly steps: GPUBuffer;
  readonly renderGroup: GPUBindGroup;
  readonly computeGroup: GPUBindGroup;
  readonly #pipelines = new Map<GPUPrimitiveTopology, GPURenderPipeline>();

  constructor(device: GPUDevice) {
    this.device = device;
    this.module = device.createShaderModule({ code: SHADER });
    const texture = device.createTexture({
      size: [1, 1],
      format: 'rgba8unorm',
      usage: GPUTextureUsage.RENDER_ATTACHMENT,
    });
    this.target = texture.createView();
    this.renderLayout = device.createBindGroupLayout({
      entries: [{ binding: 0, visibility: GPUShaderStage.FRAGMENT, buffer: { type: 'uniform' } }],
    });
    this.computePipeline = device.createComputePipeline({
      layout: 'auto',
      compute: { module: this.module, entryPoint: 'compute' },
    });
    const buffer = (usage: number) => device.createBuffer({ size: 64, usage: usage | GPUBufferUsage.COPY_DST });
    this.indices = buffer(GPUBufferUsage.INDEX);
    this.indirect = buffer(GPUBufferUsage.INDIRECT);
    this.steps = buffer(GPUBufferUsage.UNIFORM);
    this.renderGroup = device.createBindGroup({
      layout: this.renderLayout,
      entries: [{ binding: 0, resource: { buffer: this.steps } }],
    });
    this.computeGroup = device.createBindGroup({
      layout: this.computePipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: buffer(GPUBufferUsage.STORAGE) } },
        { binding: 1, resource: { buffer: this.steps } },
      ],
    });
  }

  descriptor(topology: GPUPrimitiveTopology = 'triangle-list'): GPURenderPipelineDescriptor {
    const { module } = this;
    return {
      layout: this.device.createPipelineLayout({ bindGroupLayouts: [this.renderLayout] }),
      vertex: { module, entryPoint: 'vertex' },
      fragment: { module, entryPoint: 'fragment', targets: [{ format: 'rgba8unorm' }] },
      primitive: topology.endsWith('strip') ? { topology, stripIndexFormat: 'uint16' } : { topology },
    };
  }

  pipeline(topology: GPUPrimitiveTopology = 'triangle-list'): GPURenderPipeline {
    const pipeline = this.#pipelines.get(topology) ?? this.device.createRenderPipeline(this.descriptor(topology));
    this.#pipelines.set(topology, pipeline);
    return pipeline;
  }

  renderPass(encoder: GPUCommandEncoder, more: Partial<GPURenderPassDescriptor> = {}): GPURenderPassEncoder {
    const attachment = { view: this.target, loadOp: 'clear', storeOp: 'store' } as const;
    return encoder.beginRenderPass({ colorAttachments: [attachment], ...more });
  }

  /** Records and submits what `record` puts into an encoder. */
  submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    record(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  /** Records and submits one render pass, ready to draw. */
  draw(
    record: (pass: GPURenderPassEncoder) => void,
    { topology, ...more }: { topology?: GPUPrimitiveTopology } & Partial<GPURenderPassDescriptor> = {},
  ): void {
    this.submit((encoder) => {
      const pass = this.renderPass(encoder, more);
      pass.setPipeline(this.pipeline(topology));
      pass.setBindGroup(0, this.renderGroup);
      pass.setIndexBuffer(this.indices, 'uint16');
      record(pass);
      pass.end();
    });
  }

  /** Records one compute pass that works for so many rounds. */
  compute(encoder: GPUCommandEncoder, descriptor?: GPUComputePassDescriptor): void {
    const pass = encoder.beginComputePass(descriptor);
    pass.setPipeline(this.computePipeline);
    pass.setBindGroup(0, this.computeGroup);
    pass.dispatchWorkgroups(1);
    pass.end();
  }

  /** How many steps a draw or a dispatch makes from here on. */
  setSteps(steps: number): void {
    this.device.queue.writeBuffer(this.steps, 0, new Uint32Array([steps, 0, 0, 0]));
  }

  /** How many steps take a millisecond of the GPU: a frame with more work than it has time would wait longer and longer. */
  async stepsPerMs(): Promise<number> {
    const durationMs = async (steps: number) => {
      let least = Number.POSITIVE_INFINITY;
      for (let k = 0; k < 8; k++) {
        this.setSteps(steps);
        const startMs = performance.now();
        this.draw((pass) => pass.draw(3));
        await this.device.queue.onSubmittedWorkDone();
        least = Math.min(least, performance.now() - startMs);
      }
      return least;
    };
    return 500_000 / Math.max(0.1, (await durationMs(600_000)) - (await durationMs(100_000)));
  }
}

/** Something to call the methods of a prototype on, new each time: wrong calls break it. By the prototype's name. */
const receivers = (device: GPUDevice, kit: Kit): Record<string, () => unknown> => ({
  GPUDevice: () => device,
  GPUQueue: () => device.queue,
  GPUCommandEncoder: () => device.createCommandEncoder(),
  GPURenderPassEncoder: () => kit.renderPass(device.createCommandEncoder()),
  GPURenderBundleEncoder: () => device.createRenderBundleEncoder({ colorFormats: ['rgba8unorm'] }),
  GPUComputePassEncoder: () => device.createCommandEncoder().beginComputePass(),
  GPUBuffer: () => device.createBuffer({ size: 16, usage: GPUBufferUsage.COPY_DST }),
  GPUTexture: () => device.createTexture({ size: [1], format: 'r8unorm', usage: GPUTextureUsage.COPY_DST }),
  GPUQuerySet: () => device.createQuerySet({ type: 'occlusion', count: 1 }),
});

const page = {
  WebGpuProbe,
  watchDevices,
  createRig: (Probe = WebGpuProbe): Rig<WebGpuProbe> => createRig(Probe),
  createDevice,
  createKit: (device: GPUDevice): Kit => new Kit(device),
  prototypes,
  receivers,
  changedMethods,
  countsOf,
  leastGpuTimes,
  patchAsOther,
  tracePatches,
  loadThree: () => import('three/webgpu'),
};

declare global {
  var webgpu: typeof page;
}
globalThis.webgpu = page;
document.documentElement.dataset.ready = 'true';
