/** What the page tells the worker of the scene: the canvas first, then what changes. */
export type SceneMessage =
  | {
      readonly kind: 'canvas';
      readonly canvas: OffscreenCanvas;
      readonly antialias: boolean;
      readonly atSeconds: number;
    }
  | { readonly kind: 'size'; readonly widthPx: number; readonly heightPx: number }
  | { readonly kind: 'rows'; readonly rows: number }
  | { readonly kind: 'shader' };

/** What the worker tells the page: each frame, with what it drew. */
export interface FrameMessage {
  readonly kind: 'frame';
  readonly calls: number;
  readonly triangles: number;
}
