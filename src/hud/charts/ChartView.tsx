import { useLayoutEffect, useRef } from 'preact/hooks';
import { useFailure, useHud } from '../model/hud-context.ts';
import type { HudModel } from '../model/hud-model.ts';
import { windowOf } from '../parts/window-of.ts';

/** What is drawn on a canvas. Made when its size is known; sizes are CSS pixels. */
export interface Chart {
  resize(widthCssPx: number, heightCssPx: number): void;
  draw(): void;
  destroy(): void;
}

interface Props {
  readonly create: (element: HTMLElement, hud: HudModel) => Chart;
  /** Whether what it shows stays as it is: it is not drawn again but for its size and colours. */
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
    const scroller = element.closest('.hud') as HTMLElement;
    const { ResizeObserver, IntersectionObserver } = windowOf(element);
    let isVisible = true;
    let chart: Chart | null = null;
    let width = 0;
    let height = 0;
    const guarded = (run: () => void) => {
      try {
        run();
      } catch (error) {
        stop();
        fail(error);
      }
    };
    const draw = () => {
      if (chart !== null && isVisible) chart.draw();
    };
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
            draw();
          }),
        );
      });
    };
    const resizeObserver = new ResizeObserver((entries) => {
      watchVisibility(scroller.scrollHeight > scroller.clientHeight);
      for (const { target, contentRect: size } of entries) {
        if (target !== element || size.width < 1 || size.height < 1) continue;
        width = size.width;
        height = size.height;
        drawSoon();
      }
    });
    resizeObserver.observe(element);
    resizeObserver.observe(scroller);
    // Only where something may be scrolled out of sight: this observer costs every frame a little.
    let visibilityObserver: IntersectionObserver | null = null;
    const watchVisibility = (mayScroll: boolean) => {
      if (mayScroll === (visibilityObserver !== null)) return;
      visibilityObserver?.disconnect();
      visibilityObserver = null;
      isVisible = true;
      if (!mayScroll) return;
      visibilityObserver = new IntersectionObserver((entries) => {
        isVisible = entries.some((entry) => entry.isIntersecting);
      });
      visibilityObserver.observe(element);
    };
    const stopDrawing = isStill ? undefined : hud.onCharts(() => guarded(draw));
    const stop = () => {
      clearTimeout(timer);
      stopDrawing?.();
      resizeObserver.disconnect();
      watchVisibility(false);
      chart?.destroy();
      chart = null;
    };
    return stop;
  }, [hud, palette, source]);

  return <div ref={ref} class={`chart ${name}`} role="img" aria-label={label} />;
}
