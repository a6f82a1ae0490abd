import { createFramescope } from 'framescope';
import { connectWorkerMetrics, EngineMetrics } from 'framescope/metrics';
import { startFrameLoop } from '../../frame-loop.ts';
import { openContext } from '../webgl/open-context.ts';
import { createSea, MORNING, type Sea } from '../webgl/sea.ts';
import type { FrameMessage, SceneMessage } from './messages.ts';

// The worker's frames are the scope's, so nothing else has to show them to the page.
const metrics = new EngineMetrics(connectWorkerMetrics(undefined, { everyMs: 0 }));

let gl: WebGL2RenderingContext | null = null;
let sea: Sea | null = null;

addEventListener('message', ({ data }: MessageEvent<SceneMessage>) => {
  if (data.kind === 'canvas') begin(data.canvas, data.antialias, data.atSeconds);
  if (data.kind === 'size') Object.assign(gl?.canvas ?? {}, { width: data.widthPx, height: data.heightPx });
  if (data.kind === 'rows') sea?.setRows(data.rows);
  if (data.kind === 'shader') sea?.useNewShader();
});

function begin(canvas: OffscreenCanvas, antialias: boolean, atSeconds: number): void {
  gl = openContext(canvas, antialias);
  createFramescope({ target: gl, metrics });
  const drawn = createSea(gl, MORNING);
  sea = drawn;
  startFrameLoop(atSeconds, (timeSeconds) => {
    drawn.draw(timeSeconds);
    postMessage({ kind: 'frame', ...drawn.drawn } satisfies FrameMessage);
  });
}
