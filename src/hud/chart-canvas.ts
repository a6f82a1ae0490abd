/** A canvas at the resolution of the screen, whose context draws in CSS pixels. */
export class ChartCanvas {
  readonly context: CanvasRenderingContext2D;
  widthCssPx = 0;
  heightCssPx = 0;
  private readonly canvas = document.createElement('canvas');
  private pixelRatio = 0;

  constructor(parent: HTMLElement) {
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('Cannot draw: the browser gives no 2D context');
    this.context = context;
    parent.append(this.canvas);
  }

  resize(widthCssPx: number, heightCssPx: number): void {
    if (widthCssPx === this.widthCssPx && heightCssPx === this.heightCssPx) return;
    this.widthCssPx = widthCssPx;
    this.heightCssPx = heightCssPx;
    this.pixelRatio = 0;
  }

  /** Clears it for a new drawing. */
  begin(): void {
    const { canvas, context, widthCssPx, heightCssPx } = this;
    // The window may have moved to another screen.
    if (this.pixelRatio !== devicePixelRatio) {
      this.pixelRatio = devicePixelRatio;
      canvas.width = Math.round(widthCssPx * devicePixelRatio);
      canvas.height = Math.round(heightCssPx * devicePixelRatio);
      canvas.style.width = `${widthCssPx}px`;
      canvas.style.height = `${heightCssPx}px`;
      context.scale(devicePixelRatio, devicePixelRatio);
    } else {
      context.clearRect(0, 0, widthCssPx, heightCssPx);
    }
  }

  destroy(): void {
    this.canvas.remove();
  }
}
