/**
 * Every own property descriptor that a probe could change, as text: functions by identity. For `page.evaluate`, so it uses nothing from
 * outside.
 */
export const describePatched = (): string[] => {
  const kept = globalThis as unknown as { seen?: unknown[] };
  kept.seen ??= [];
  const { seen } = kept;
  const identity = (value: unknown) => {
    if (typeof value !== 'function') return String(value);
    if (!seen.includes(value)) seen.push(value);
    return `function ${seen.indexOf(value)}`;
  };
  const owners = {
    window,
    WebGLRenderingContext: WebGLRenderingContext.prototype,
    WebGL2RenderingContext: WebGL2RenderingContext.prototype,
    HTMLCanvasElement: HTMLCanvasElement.prototype,
    OffscreenCanvas: OffscreenCanvas.prototype,
    GPUAdapter: GPUAdapter.prototype,
    GPUDevice: GPUDevice.prototype,
    GPUQueue: GPUQueue.prototype,
    GPURenderPassEncoder: GPURenderPassEncoder.prototype,
  };
  return Object.entries(owners).flatMap(([owner, object]) =>
    Object.entries(Object.getOwnPropertyDescriptors(object))
      .filter(([name]) => owner !== 'window' || /AnimationFrame|addEventListener|^on/.test(name))
      .map(([name, { value, get, set, ...attributes }]) =>
        [owner, name, identity(value), identity(get), identity(set), JSON.stringify(attributes)].join(' '),
      ),
  );
};
