import { useLayoutEffect, useRef } from 'preact/hooks';
import { useFailure, useHud } from '../model/hud-context.ts';
import type { HudModel } from '../model/hud-model.ts';
import { whileInSight } from '../parts/watch-sight.ts';
import { windowOf } from '../parts/window-of.ts';

/** What is drawn on a canvas. Made when its size is known; sizes are CSS pixels. */
export interface Chart {
  resize(widthCssPx: number, heightCssPx: number): void;
  draw(): void;
  destroy(): void;
}

interface Props {
  readonly create: (element: HTMLElement, hud: HudModel) => Chart;
  /** Whether what it shows stays as it is: it is not drawn again but for its size, its colours and another resolution of the screen. */
  readonly isStill?: boolean;
  /** What it shows, for those who do not see it. */
  readonly label: string;
  readonly class?: string;
}

/** Keeps a chart at its element's size and draws it with all others, while it can be seen. Forces no layout. */
export function ChartView({ create, isStill = false, label, class: name = '' }: Props) {
  const hud = useHud();
  const fail = useFailure();
  const ref = useRef<HTMLDivElement>(null);
  const palette = hud.palette.value;
  const source = hud.source.value;

  useLayoutEffect(() => {
    const element = ref.current as HTMLDivElement;
    const { ResizeObserver } = windowOf(element);
    let chart: Chart | null = null;
    let width = 0;
    let height = 0;
    let drawnRatio = Number.NaN;
    const guarded = (run: () => void) => {
      try {
        run();
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const sighted = whileInSight(element, hud, () => {
      drawnRatio = hud.pixelRatio;
      guarded(() => chart?.draw());
    });
    // Observers call back inside of the page's frame, so they only take note. The first drawing must not wait for a frame:
    // a page that renders on demand may not make one for long.
    let timer = 0;
    const drawSoon = () => {
      timer ||= window.setTimeout(() => {
        timer = 0;
        hud.measure(() =>
          guarded(() => {
            chart ??= create(element, hud);
            chart.resize(width, height);
            sighted.run();
          }),
        );
      });
    };
    const resizeObserver = new ResizeObserver((entries) => {
      for (const { contentRect: size } of entries) {
        if (size.width < 1 || size.height < 1) continue;
        width = size.width;
        height = size.height;
        drawSoon();
      }
    });
    resizeObserver.observe(element);
    const stopDrawing = hud.onCharts(() => {
      if (!isStill || drawnRatio !== hud.pixelRatio) sighted.run();
    });
    const stop = () => {
      clearTimeout(timer);
      stopDrawing();
      resizeObserver.disconnect();
      sighted.stop();
      chart?.destroy();
      chart = null;
    };
    return stop;
  }, [hud, palette, source]);

  return <div ref={ref} class={`chart ${name}`} role="img" aria-label={label} />;
}
