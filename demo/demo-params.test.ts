import { describe, expect, it } from 'vitest';
import { parseDemoParams } from './demo-params.ts';

describe('parseDemoParams', () => {
  it('opens the gallery, the panel and a session when nothing is asked for', () => {
    expect(parseDemoParams('')).toEqual({
      scene: null,
      load: 0.5,
      hud: 'panel',
      session: true,
      quality: null,
      atSeconds: 0,
    });
  });

  it('reads every parameter', () => {
    expect(parseDemoParams('?scene=three&load=0.8&hud=compact&session=0&quality=high&at=12.5')).toEqual({
      scene: 'three',
      load: 0.8,
      hud: 'compact',
      session: false,
      quality: 'high',
      atSeconds: 12.5,
    });
  });

  it.each([
    ['?load=7', 1],
    ['?load=-1', 0],
    ['?load=much', 0.5],
    ['?load=', 0.5],
  ])('keeps the load of %s within 0 and 1', (search, load) => {
    expect(parseDemoParams(search).load).toBe(load);
  });

  it('falls back to the panel for a mode that there is not', () => {
    expect(parseDemoParams('?hud=everything').hud).toBe('panel');
  });
});
