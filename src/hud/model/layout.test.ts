import { describe, expect, it } from 'vitest';
import { clampSize, DEFAULT_LAYOUT, placeAt, readLayout } from './layout.ts';

const view = { width: 1280, height: 720 };
const box = { width: 400, height: 200 };

describe('placeAt', () => {
  it('keeps the distance from the nearest corner', () => {
    expect(placeAt(100, 50, box, view)).toEqual({ corner: 'top-left', x: 100, y: 50 });
    expect(placeAt(780, 470, box, view)).toEqual({ corner: 'bottom-right', x: 100, y: 50 });
    expect(placeAt(780, 50, box, view)).toEqual({ corner: 'top-right', x: 100, y: 50 });
    expect(placeAt(100, 470, box, view)).toEqual({ corner: 'bottom-left', x: 100, y: 50 });
  });

  it('snaps to the margin from both sides, and only near it', () => {
    expect(placeAt(0, 19, box, view)).toMatchObject({ x: 8, y: 8 });
    expect(placeAt(21, 20, box, view)).toMatchObject({ x: 21, y: 20 });
  });

  it('stays in the window, however far it is dragged', () => {
    expect(placeAt(-500, 5000, box, view)).toEqual({ corner: 'bottom-left', x: 8, y: 8 });
    expect(placeAt(5000, -5000, box, view)).toEqual({ corner: 'top-right', x: 8, y: 8 });
  });

  it('stands at the edge of a window that is smaller than itself', () => {
    expect(placeAt(-50, -50, box, { width: 300, height: 100 })).toMatchObject({ x: 8, y: 8 });
  });
});

describe('clampSize', () => {
  it('leaves room for what the mode shows', () => {
    expect(clampSize('panel', { width: 1, height: 400.4 })).toEqual({ width: 320, height: 400 });
    expect(clampSize('graph', { width: 1e9, height: -1 })).toEqual({ width: 10_000, height: 156 });
  });
});

describe('readLayout', () => {
  it('gives back what was stored', () => {
    const layout = {
      place: { corner: 'bottom-left', x: 20, y: 8 },
      opacity: 0.5,
      scale: 1.25,
      theme: 'contrast',
      sizes: { graph: { width: 500, height: 200 }, panel: { width: 600, height: 700 } },
    };
    expect(readLayout({ version: 1, ...layout })).toEqual(layout);
  });

  it.each([undefined, null, 7, 'text', [], {}])('is the default for %j', (stored) => {
    expect(readLayout(stored)).toEqual(DEFAULT_LAYOUT);
  });

  it('takes the default for each part that is not right', () => {
    const stored = {
      place: { corner: 'middle', x: 1, y: 1 },
      opacity: 'high',
      scale: 99,
      theme: 'pink',
      sizes: { graph: { width: 500 }, panel: { width: 500, height: 500 }, compact: { width: 1, height: 1 } },
    };
    expect(readLayout(stored)).toEqual({
      place: null,
      opacity: 1,
      scale: 2,
      theme: null,
      sizes: { panel: { width: 500, height: 500 } },
    });
    expect(readLayout({ place: { corner: 'top-left', x: -1, y: 1e9 }, opacity: 0 })).toEqual({
      ...DEFAULT_LAYOUT,
      opacity: 0.3,
    });
  });
});
