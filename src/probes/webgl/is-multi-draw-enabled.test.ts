import { describe, expect, it } from 'vitest';
import type { Methods } from '../gpu/patch-set.ts';
import type { GlContext } from './context-watch.ts';
import { isMultiDrawEnabled } from './is-multi-draw-enabled.ts';

describe('isMultiDrawEnabled', () => {
  it('asks nothing of a lost context, where browsers make no shader', () => {
    const natives: Methods = {
      createShader: () => null,
      shaderSource: (shader) => {
        if (shader === null) throw new TypeError('parameter 1 is not of type WebGLShader');
      },
    };
    expect(isMultiDrawEnabled({} as GlContext, natives)).toBe(false);
  });
});
