import type { GaugeHandle } from '../../metrics/index.ts';
import type { PageProbe } from './page-probe.ts';

const EVERY_MS = 500;

export type CanvasUser = WebGLRenderingContext | WebGL2RenderingContext | GPUDevice;
export type Canvas = HTMLCanvasElement | OffscreenCanvas;

const ON_PAGE = ['css_width_px', 'css_height_px', 'pixel_ratio'] as const;
const DESCRIPTIONS = {
  width_px: ['px', 'Width of the drawing buffer'],
  height_px: ['px', 'Height of the drawing buffer'],
  render_mpx: ['Mpx', 'Pixels of the drawing buffer, in millions'],
  css_width_px: ['px', 'Width of the canvas on the page, in CSS pixels'],
  css_height_px: ['px', 'Height of the canvas on the page, in CSS pixels'],
  pixel_ratio: ['ratio', 'Pixels of the drawing buffer for each CSS pixel of the width'],
} as const;
type Part = keyof typeof DESCRIPTIONS;
const PARTS = Object.keys(DESCRIPTIONS) as Part[];

/** A canvas as it was sampled last. */
interface Sampled {
  readonly key: string;
  readonly canvas: WeakRef<Canvas>;
  readonly gauges: Readonly<Record<Part, GaugeHandle>>;
  widthPx: number;
  heightPx: number;
  isShown: boolean | null;
}

/** The sizes of the canvases that the targets draw to, under the label of their context or device. */
export function startCanvasProbe(probe: PageProbe): void {
  const { view, canvases, numberOf, eventLog } = probe.options;
  const sampled = new Map<string, Sampled>();
  /** In CSS pixels, as the browser tells after it has laid out: to ask for it would make the page lay out early. */
  const boxes = new WeakMap<Element, DOMRectReadOnly>();
  const observer = new view.ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) boxes.set(target, contentRect);
  });
  probe.onStop(() => observer.disconnect());

  const begin = (key: string, labels: Record<string, string>, canvas: Canvas): Sampled => {
    const gauges = PARTS.map((part) => {
      const [unit, description] = DESCRIPTIONS[part];
      return [part, probe.metric('gauge', `canvas.${part}`, { unit, description, labels })];
    });
    if ('clientWidth' in canvas) observer.observe(canvas);
    const fresh = {
      key,
      canvas: new WeakRef(canvas),
      gauges: Object.fromEntries(gauges),
      widthPx: Number.NaN,
      heightPx: Number.NaN,
      isShown: null,
    };
    sampled.set(key, fresh);
    return fresh;
  };

  const setBufferSize = (known: Sampled, widthPx: number, heightPx: number) => {
    if (widthPx === known.widthPx && heightPx === known.heightPx) return;
    if (known.widthPx >= 0) {
      eventLog.record({
        kind: 'resize',
        name: `${known.key}: ${widthPx} × ${heightPx}`,
        timeMs: performance.now(),
        detail: { fromPx: [known.widthPx, known.heightPx], toPx: [widthPx, heightPx] },
      });
    }
    known.widthPx = widthPx;
    known.heightPx = heightPx;
    known.gauges.width_px.set(widthPx);
    known.gauges.height_px.set(heightPx);
    known.gauges.render_mpx.set((widthPx * heightPx) / 1e6);
  };

  const setBox = (known: Sampled, box: DOMRectReadOnly | undefined) => {
    const { gauges } = known;
    const isShown = box !== undefined && box.width > 0;
    if (isShown) {
      gauges.css_width_px.set(box.width);
      gauges.css_height_px.set(box.height);
      gauges.pixel_ratio.set(known.widthPx / box.width);
    }
    if (isShown === known.isShown) return;
    known.isShown = isShown;
    for (const part of ON_PAGE) {
      if (isShown) probe.ready(gauges[part]);
      else {
        gauges[part].clear();
        probe.say('unsupported', 'The canvas is not shown on the page', gauges[part]);
      }
    }
  };

  probe.every(EVERY_MS, () => {
    const gone = new Set(sampled.keys());
    canvases.forEach((user, canvasRef) => {
      const canvas = canvasRef.deref();
      const number = numberOf(user);
      if (canvas === undefined || number === undefined) return;
      const label = 'drawingBufferWidth' in user ? 'context' : 'device';
      const key = `${label} ${number}`;
      gone.delete(key);
      const known = sampled.get(key) ?? begin(key, { [label]: String(number) }, canvas);
      // A lost context has no drawing buffer.
      const buffer = 'drawingBufferWidth' in user && !user.isContextLost() ? user : null;
      setBufferSize(known, buffer?.drawingBufferWidth ?? canvas.width, buffer?.drawingBufferHeight ?? canvas.height);
      setBox(known, 'clientWidth' in canvas ? boxes.get(canvas) : undefined);
    });
    for (const key of gone) {
      const { gauges, canvas } = sampled.get(key) as Sampled;
      for (const gauge of Object.values(gauges)) probe.remove(gauge);
      sampled.delete(key);
      const left = canvas.deref();
      if (left !== undefined && 'clientWidth' in left) observer.unobserve(left);
    }
  });
}
