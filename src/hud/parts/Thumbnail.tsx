import { useEffect, useRef } from 'preact/hooks';
import { pictureOf } from '../../sessions/thumbnail-url.ts';

/** The picture of a session. Drawn, because a page's policy may refuse images of `data:` and `blob:`; what is no JPEG stays hidden. */
export function Thumbnail({ url }: { readonly url: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let isShown = true;
    createImageBitmap(pictureOf(url)).then(
      (bitmap) => {
        const { current } = canvas;
        if (isShown && current !== null) {
          current.width = bitmap.width;
          current.height = bitmap.height;
          current.getContext('2d')?.drawImage(bitmap, 0, 0);
          current.hidden = false;
        }
        bitmap.close();
      },
      () => undefined,
    );
    return () => {
      isShown = false;
    };
  }, [url]);
  return <canvas class="thumbnail" role="img" aria-label="The canvas at that moment" hidden ref={canvas} />;
}
