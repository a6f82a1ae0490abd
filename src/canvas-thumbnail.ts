import type { FrameProbe } from './probes/index.ts';
import type { Graphics } from './target.ts';

const WIDTH_PX = 160;

/** A JPEG of what a context's canvas shows when the next frame ends; null where there is none, or it cannot be read. */
export async function readCanvasThumbnail(graphics: Graphics | undefined, probe: FrameProbe): Promise<Blob | null> {
  const canvas = graphics !== undefined && 'canvas' in graphics ? graphics.canvas : undefined;
  if (canvas === undefined || canvas === null || canvas.width === 0) return null;
  // Within the frame: the drawing buffer is gone once it is shown.
  const bitmap = await new Promise<ImageBitmap>((resolve, reject) => {
    const stop = probe.addListener({
      frameBegin: () => undefined,
      frameEnd() {
        stop();
        createImageBitmap(canvas, { resizeWidth: WIDTH_PX }).then(resolve, reject);
      },
    });
  });
  const target = new OffscreenCanvas(bitmap.width, bitmap.height);
  target.getContext('2d')?.drawImage(bitmap, 0, 0);
  bitmap.close();
  return target.convertToBlob({ type: 'image/jpeg', quality: 0.7 });
}
