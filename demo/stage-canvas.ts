import { fitCanvas } from './scenes/three/fit-canvas.ts';
import type { Quality } from './scenes/three/quality.ts';

/**
 * Keeps a canvas as large as the stage and the quality allow; returns the end of that. `setSize` gets the size of the drawing
 * buffer, at once and after each change.
 */
export function followStage(
  stage: HTMLElement,
  canvas: HTMLCanvasElement,
  quality: Quality,
  setSize: (widthPx: number, heightPx: number) => void,
): () => void {
  const resize = () => {
    const size = fitCanvas(quality, stage.clientWidth, stage.clientHeight, devicePixelRatio);
    canvas.style.width = `${size.widthCssPx}px`;
    canvas.style.height = `${size.heightCssPx}px`;
    setSize(
      Math.max(1, Math.round(size.widthCssPx * size.pixelRatio)),
      Math.max(1, Math.round(size.heightCssPx * size.pixelRatio)),
    );
  };
  const observer = new ResizeObserver(resize);
  observer.observe(stage);
  resize();
  return () => observer.disconnect();
}
