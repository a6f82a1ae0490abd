import { describe, expect, it } from 'vitest';
import { penOf, traceLine } from './trace-line.ts';

/** What is added to a path, `M` for a move and `L` for a line, and what is filled, `F`. */
function trace(ys: readonly number[], pen = penOf(1, 1), perX = 2) {
  const log: string[] = [];
  const path = {
    moveTo: (x: number, y: number) => void log.push(`M${x},${y}`),
    lineTo: (x: number, y: number) => void log.push(`L${x},${y}`),
    fillRect: (...box: number[]) => void log.push(`F${box}`),
  };
  const xs = ys.map((_, k) => k);
  traceLine(path, xs, ys, ys.length, { x0: 10, perX, y0: 0, perY: 1 }, pen);
  return log.join(' ');
}

describe('traceLine', () => {
  it('breaks at missing values and shows a point that stands alone', () => {
    expect(trace([1, 2, Number.NaN, 4, Number.NaN, 6, 7])).toBe('M10,1 L12,2 M15,4 L16,4 M20,6 L22,7');
  });

  it('draws a wide line as hairlines around where it is', () => {
    const pen = { lineWidth: 1, radius: 0.5, offsets: [0, 1, 0, -1], ratio: 1 };
    expect(trace([1, 2], pen)).toBe('M10,1.5 L12,2.5 M10,0.5 L12,1.5');
  });

  it('fills what is steep, on whole pixels, and strokes the rest', () => {
    expect(trace([0, 0, 20, 1], penOf(1, 1), 1)).toBe('F11,-1,1,22 F12,0,1,21 M10,0 L11,0 M12,20 M13,1');
    expect(trace([0, 20, 0])).toBe('M10,0 L12,20 L14,0');
    expect(trace([0, 5, 0], penOf(1, 1), 1)).toBe('M10,0 L11,5 L12,0');
  });

  it('leaves no gap between bars, whatever the pixels are', () => {
    for (const ratio of [1, 1.25, 1.5, 2]) {
      const bars = Array.from(
        trace([0, 30, 0, 40, 0, 50], penOf(1, ratio), 0.9).matchAll(/F([\d.]+),[\d.-]+,([\d.]+)/g),
      ).map(([, left, width]) => ({ left: Number(left) * ratio, right: (Number(left) + Number(width)) * ratio }));
      expect(bars).toHaveLength(5);
      bars.forEach(({ left }, k) => {
        if (k > 0) expect(left).toBeLessThanOrEqual((bars[k - 1]?.right ?? 0) + 1e-9);
      });
    }
  });
});

describe('penOf', () => {
  it('is one hairline up to a pixel of the screen', () => {
    for (const [width, ratio] of [
      [1, 1],
      [1, 0.75],
      [0.5, 2],
    ] as const)
      expect(penOf(width, ratio)).toEqual({ lineWidth: width, radius: 0, offsets: [0, 0], ratio });
  });

  it.each([
    [1.5, 1],
    [1, 2],
    [1, 3],
    [2.25, 1.25],
  ])('is as wide as asked for and sees through from no side: %d at %d', (width, ratio) => {
    const { lineWidth, radius, offsets } = penOf(width, ratio);
    expect(lineWidth * ratio).toBeCloseTo(1);
    for (let angle = 0; angle < Math.PI; angle += 0.05) {
      const across = [];
      for (let k = 0; k < offsets.length; k += 2)
        across.push(radius * ((offsets[k] ?? 0) * Math.sin(angle) + (offsets[k + 1] ?? 0) * Math.cos(angle)));
      across.sort((a, b) => a - b);
      const total = lineWidth + (across.at(-1) ?? 0) - (across[0] ?? 0);
      expect(total).toBeGreaterThan(0.8 * width);
      expect(total).toBeLessThan(1.001 * width);
      for (let k = 1; k < across.length; k++) expect((across[k] ?? 0) - (across[k - 1] ?? 0)).toBeLessThan(lineWidth);
    }
  });

  it('is three pixels wide at most', () => {
    expect(penOf(1.5, 4)).toEqual(penOf(0.75, 4));
  });
});
