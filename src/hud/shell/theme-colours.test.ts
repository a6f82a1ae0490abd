import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = readonly [number, number, number];
type Matrix = readonly (readonly [number, number, number])[];

// How people without one kind of cone see, on linear RGB: Machado, Oliveira and Fernandes, "A physiologically-based model for
// simulation of color vision deficiency", 2009, severity 1.
const VISIONS: Readonly<Record<string, Matrix>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/**
 * CIE76: about 2.3 is just seen side by side. 15 is seen at once on lines of a pixel. Frame, CPU, GPU and budget are told apart by width
 * and dash as well.
 */
const APART = 15;

/** What is drawn over each other: the lines of the frame charts (faint is the refresh period), and the flags of hitches. */
const DRAWN = ['text', 'cpu', 'gpu', 'budget', 'over', 'faint'] as const;

const css = readFileSync(new URL('./hud.css', import.meta.url), 'utf8');

/** The colours of a theme: those of the dark one unless it says others. */
function themeOf(name: string): Record<string, string> {
  const selectors = ['.hud {', ...(name === 'dark' ? [] : [`.hud[data-theme="${name}"] {`])];
  const colours: Record<string, string> = {};
  for (const selector of selectors) {
    const start = css.indexOf(`\n${selector}`);
    expect(start, selector).toBeGreaterThan(0);
    const block = css.slice(start, css.indexOf('}', start));
    for (const [, property = '', value = ''] of block.matchAll(/--([a-z]+): (#[0-9a-f]{6});/g))
      colours[property] = value;
  }
  return colours;
}

const linear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

function rgbOf(hex: string): Rgb {
  const part = (k: number) => linear(Number.parseInt(hex.slice(k, k + 2), 16) / 255);
  return [part(1), part(3), part(5)];
}

function seen(hex: string, vision: Matrix): Rgb {
  const rgb = rgbOf(hex);
  const part = (k: number) => {
    const row = vision[k] as Rgb;
    return Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]));
  };
  return [part(0), part(1), part(2)];
}

/** CIE L*a*b* of linear sRGB under D65. */
function labOf([r, g, b]: Rgb): Rgb {
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);
  const x = f((0.4124564 * r + 0.3575761 * g + 0.1804375 * b) / 0.95047);
  const y = f(0.2126729 * r + 0.7151522 * g + 0.072175 * b);
  const z = f((0.0193339 * r + 0.119192 * g + 0.9503041 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function distance(a: string, b: string, vision: Matrix): number {
  const [l1, a1, b1] = labOf(seen(a, vision));
  const [l2, a2, b2] = labOf(seen(b, vision));
  return Math.hypot(l1 - l2, a1 - a2, b1 - b2);
}

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [a, b]
    .map((hex) => {
      const [red, green, blue] = rgbOf(hex);
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    })
    .sort((one, other) => other - one);
  return (light + 0.05) / (dark + 0.05);
}

const pairs = DRAWN.flatMap((one, k) => DRAWN.slice(k + 1).map((other) => [one, other] as const));

describe.each(['dark', 'light', 'contrast'])('the %s theme', (name) => {
  const colours = themeOf(name);
  const of = (property: string) => colours[property] as string;

  it.each(Object.keys(VISIONS))('keeps apart what is drawn together, for %s', (vision) => {
    const near = pairs
      .map(([one, other]) => [`${one} ${other}`, distance(of(one), of(other), VISIONS[vision] as Matrix)] as const)
      .filter(([, apart]) => apart < APART);
    expect(near).toEqual([]);
  });

  it('has texts of a contrast of 4.5, on whatever they stand', () => {
    const texts = ['text', 'dim', 'faint', 'accent', 'over', 'warning', 'cpu', 'gpu', 'budget'];
    const low = ['bg', 'raised'].flatMap((ground) =>
      texts
        .map((text) => [`${text} on ${ground}`, contrast(of(text), of(ground))] as const)
        .filter(([, ratio]) => ratio < (name === 'contrast' ? 7 : 4.5)),
    );
    expect(low).toEqual([]);
  });

  it('has lines and bars of a contrast of 3', () => {
    const lines = ['text', 'cpu', 'gpu', 'budget', 'over', 'accent', 'bar', 'faint'];
    expect(lines.map((line) => [line, contrast(of(line), of('bg'))] as const).filter(([, ratio]) => ratio < 3)).toEqual(
      [],
    );
  });
});
