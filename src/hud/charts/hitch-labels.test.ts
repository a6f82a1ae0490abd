import { describe, expect, it } from 'vitest';
import { placeLabels } from './hitch-labels.ts';

const WIDTH = 20;
/** Where each flag's label begins; NaN: it has none. */
const place = (at: number[], durationsMs: number[]) => {
  const widths = at.map(() => WIDTH);
  const lefts = new Map(placeLabels(at, durationsMs, widths, 300).map(({ flag, left }) => [flag, left]));
  return at.map((_, k) => lefts.get(k) ?? Number.NaN);
};

describe('placeLabels', () => {
  it('places labels to the right of their flags where there is room, else to the left', () => {
    expect(place([50, 150], [80, 60])).toEqual([57, 157]);
    expect(place([295], [80])).toEqual([268]);
    expect(place([3, 276], [60, 80])).toEqual([10, 249]);
    expect(place([273], [80])).toEqual([280]);
    expect(place([100, 110], [80, 60])).toEqual([73, 117]);
  });

  it('gives the longest hitch its label, whatever is around it', () => {
    // Between two flags, where a label of neither side fits.
    expect(place([100, 112, 124], [60, 120, 60])[1]).toBe(119);
    expect(place([284, 290, 296], [60, 120, 60])[1]).toBe(263);
    for (const longest of [0, 3, 7, 12]) {
      const at = Array.from({ length: 13 }, (_, k) => 20 + 9 * k);
      const lefts = place(
        at,
        at.map((_, k) => (k === longest ? 500 : 60)),
      );
      expect(lefts[longest]).not.toBeNaN();
    }
  });

  it('labels no flag that lies under a label', () => {
    expect(place([88, 100, 112], [60, 250, 70])).toEqual([61, 107, Number.NaN]);
  });

  it('lets no label cover another, nor a label but the longest a flag', () => {
    const at = [5, 12, 40, 44, 90, 118, 124, 200, 230, 231, 290];
    const durationsMs = [51, 70, 66, 300, 55, 90, 91, 60, 80, 81, 75];
    const lefts = place(at, durationsMs);
    const labelled = lefts.filter((left) => !Number.isNaN(left)).sort((a, b) => a - b);
    expect(labelled.length).toBeGreaterThan(4);
    for (const [k, left] of labelled.slice(1).entries()) expect(left).toBeGreaterThan((labelled[k] as number) + WIDTH);
    for (const [k, left] of lefts.entries()) {
      if (Number.isNaN(left) || durationsMs[k] === 300) continue;
      for (const x of at) expect(x < left - 4 || x > left + WIDTH + 4, `flag ${x} under label ${left}`).toBe(true);
    }
    expect(Math.min(...labelled)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...labelled)).toBeLessThanOrEqual(300 - WIDTH);
  });
});
