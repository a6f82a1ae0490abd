import { describe, expect, it } from 'vitest';
import { checkImports, checkPlace } from './layers.mjs';

describe('checkImports', () => {
  it.each([
    ['src/frames/window.ts', "import { Cell } from '../metrics/index.ts';"],
    ['src/probes/gl.ts', "import type { Frame } from '../frames/index.ts';"],
    ['src/hud/Panel.tsx', "import { h } from 'preact/hooks'; import { s } from '../sessions/session.ts';"],
    ['src/hud/chart.ts', "import css from 'uplot/dist/uPlot.min.css?inline'; import './chart.css?inline';"],
    ['src/sessions/store.ts', "import { createStore } from 'idb-keyval';"],
    ['src/metrics/config.ts', "import { object } from 'valibot';"],
    ['src/metrics/metrics-config.ts', "import { object } from 'valibot';"],
    ['src/metrics/cell.test.ts', "import { it } from 'vitest'; import fc from 'fast-check'; import 'node:fs';"],
    ['src/cli/compare.ts', "import 'node:fs'; import '../exporters/index.ts'; await import(name);"],
    ['src/playwright/index.ts', "import { test } from '@playwright/test';"],
    ['src/metrics.ts', "export * from './metrics/index.ts'; export * from './analysis/index.ts';"],
    [
      'src/index.ts',
      "import type { Hud } from './hud/index.ts'; void import('./hud/index.ts'); import './probes/gl.ts';",
    ],
    ['src/scope-hud.ts', "import { listenHotkeys } from './hud/hotkey.ts';"],
    ['src/version.ts', "import { version } from '../package.json';"],
    ['src/auto.ts', "import { createFramescope } from './index.ts';"],
  ])('accepts %s', (path, source) => {
    expect(checkImports(path, source)).toEqual([]);
  });

  it.each([
    ['a folder of a higher layer', 'src/metrics/cell.ts', "import { Frame } from '../frames/index.ts';"],
    ['a type of a higher layer', 'src/analysis/quantile.ts', "import type { Cell } from '../metrics/index.ts';"],
    ['a type by import()', 'src/metrics/cell.ts', "export type Frame = import('../frames/index.ts').Frame;"],
    ['a re-export', 'src/frames/index.ts', "export * from '../probes/gl.ts';"],
    ['a re-exported type', 'src/frames/index.ts', "export type { Gl } from '../probes/gl.ts';"],
    ['a dynamic import', 'src/probes/gl.ts', "void import('../hud/index.ts');"],
    ['a dynamic import in backquotes', 'src/probes/gl.ts', 'void import(`../hud/index.ts`);'],
    ['a computed import', 'src/probes/gl.ts', "void import('../' + name);"],
    ['a glob of imports', 'src/probes/gl.ts', "import.meta.glob('../hud/*.ts');"],
    ['a worker of another folder', 'src/probes/gl.ts', "new Worker(new URL('../sessions/w.ts', import.meta.url));"],
    ['a sibling of layer 1', 'src/sessions/recorder.ts', "import '../probes/gl.ts';"],
    ['the HUD from a Node folder', 'src/playwright/index.ts', "import '../hud/index.ts';"],
    ['probes from a Node folder', 'src/cli/index.ts', "import '../probes/gl.ts';"],
    ['the composition root', 'src/hud/Panel.tsx', "import { createFramescope } from '../index.ts';"],
    ['the package by its own name', 'src/hud/Panel.tsx', "import { quantile } from 'framescope/metrics';"],
    ['the HUD statically', 'src/index.ts', "import { createHud } from './hud/index.ts';"],
    ['a component of the HUD statically', 'src/auto.ts', "import { Panel } from './hud/views/Panel.tsx';"],
    ['the HUD statically, by inline types', 'src/auto.ts', "import { type Hud } from './hud/index.ts';"],
    ['a Node folder from the composition root', 'src/index.ts', "import type { Kit } from './playwright/index.ts';"],
    ['more than layer 0 from its entry', 'src/metrics.ts', "export * from './sessions/index.ts';"],
    ['idb-keyval outside sessions', 'src/index.ts', "import { get } from 'idb-keyval';"],
    ['preact outside the HUD', 'src/sessions/view.ts', "import { h } from 'preact';"],
    ['uplot outside the HUD', 'src/exporters/view.ts', "import type { Options } from 'uplot';"],
    ['signals outside the HUD', 'src/probes/gl.ts', "import { signal } from '@preact/signals';"],
    ['valibot outside the configuration', 'src/metrics/cell.ts', "import { object } from 'valibot';"],
    ['a type of a package in layer 1', 'src/probes/engines/three.ts', "import type { Scene } from 'three';"],
    ['Node in a browser folder', 'src/sessions/file.ts', "import { readFile } from 'node:fs/promises';"],
    ['a file outside src', 'src/index.ts', "import json from '../public/a.json';"],
    ['anything from an unknown folder', 'src/shared/list.ts', 'export {};'],
  ])('refuses %s', (_, path, source) => {
    expect(checkImports(path, source)).toHaveLength(1);
  });
});

describe('checkPlace', () => {
  it('accepts the agreed top level and dot-files', () => {
    for (const path of ['README.md', 'src/index.ts', '.ci/run', '.biome.jsonc', 'public/session.schema.json']) {
      expect(checkPlace(path, '')).toEqual([]);
    }
  });

  it('refuses anything else at the top level', () => {
    expect(checkPlace('docs/guide.md', undefined)).toHaveLength(1);
    expect(checkPlace('tsconfig.build.json', undefined)).toHaveLength(1);
  });

  it('refuses names that say nothing', () => {
    for (const path of ['src/utils/sort.ts', 'src/hud/helpers.ts', 'e2e/common.spec.ts', 'src/metrics/util.test.ts']) {
      expect(checkPlace(path, '')).toHaveLength(1);
    }
    expect(checkPlace('src/analysis/common-prefix.ts', '')).toEqual([]);
  });

  it('refuses a source file of more than 400 lines', () => {
    expect(checkPlace('src/index.ts', '\n'.repeat(400))).toEqual([]);
    expect(checkPlace('src/index.ts', '\n'.repeat(401))).toHaveLength(1);
  });
});
