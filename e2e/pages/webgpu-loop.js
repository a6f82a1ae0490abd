// A page that knows nothing of Framescope: one triangle and one compute pass a frame, on a device without any feature.
const descriptor = Object.freeze({ label: 'page', requiredFeatures: Object.freeze([]) });
const device = await (await navigator.gpu.requestAdapter()).requestDevice(descriptor);
const uniforms = device.createBuffer({ size: 256, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
const depth = device.createTexture({
  size: [64, 64],
  format: 'depth32float',
  usage: GPUTextureUsage.RENDER_ATTACHMENT,
});
const format = navigator.gpu.getPreferredCanvasFormat();
const context = document.querySelector('canvas').getContext('webgpu');
context.configure({ device, format });
const module = device.createShaderModule({
  code: `
    @vertex fn vertex(@builtin(vertex_index) k: u32) -> @builtin(position) vec4f {
      return vec4f(f32(k % 2) - 0.5, f32(k / 2) - 0.5, 0, 1);
    }
    @fragment fn fragment() -> @location(0) vec4f { return vec4f(1, 0.6, 0.2, 1); }
    @compute @workgroup_size(1) fn compute() {}`,
});
const pipeline = device.createRenderPipeline({
  layout: 'auto',
  vertex: { module },
  fragment: { module, targets: [{ format }] },
  depthStencil: { format: 'depth32float', depthWriteEnabled: true, depthCompare: 'always' },
});
const compute = device.createComputePipeline({ layout: 'auto', compute: { module } });

globalThis.page = { device, descriptor, errors: [] };
device.addEventListener('uncapturederror', ({ error }) => globalThis.page.errors.push(error.message));

requestAnimationFrame(function frame() {
  requestAnimationFrame(frame);
  device.queue.writeBuffer(uniforms, 0, new Float32Array(8));
  const encoder = device.createCommandEncoder();
  const computePass = encoder.beginComputePass({ label: 'particles' });
  computePass.setPipeline(compute);
  computePass.dispatchWorkgroups(1);
  computePass.end();
  const pass = encoder.beginRenderPass({
    colorAttachments: [{ view: context.getCurrentTexture().createView(), loadOp: 'clear', storeOp: 'store' }],
    depthStencilAttachment: {
      view: depth.createView(),
      depthLoadOp: 'clear',
      depthStoreOp: 'store',
      depthClearValue: 1,
    },
  });
  pass.setPipeline(pipeline);
  pass.draw(3, 2);
  pass.end();
  device.queue.submit([encoder.finish()]);
});
document.documentElement.dataset.ready = 'true';
