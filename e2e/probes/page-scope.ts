import type { Page } from '@playwright/test';
import type { Framescope, FramescopeOptions } from '../../src/index.ts';
import { openPage } from '../open-page.ts';

/** The page with a loop of its own, `e2e/pages/loop.js`. */
export interface LoopPage {
  readonly gl: WebGL2RenderingContext;
  /** How many there were; each draws 3 times. */
  readonly frames: number;
  /** Runs once inside the next frame's callback, `frame`. */
  nextTask: (() => void) | null;
}

declare global {
  var page: LoopPage;
  var scope: Framescope;
  /** Keeps the main thread busy. */
  var burn: (ms: number) => void;
}

/** Opens the page with the loop and measures it as `scope`; settles once the probes of the page are there. */
export async function openScope(page: Page, options: FramescopeOptions = {}, path = '/e2e-pages'): Promise<void> {
  await openPage(page, `${path}/loop.html`);
  await page.evaluate(async (given) => {
    globalThis.burn = (ms) => {
      const endMs = performance.now() + ms;
      while (performance.now() < endMs);
    };
    const { createFramescope } = await import('/dist/framescope.js' as string);
    globalThis.scope = createFramescope({ hud: false, target: globalThis.page.gl, ...given });
  }, options);
  await page.waitForFunction(() => scope.metrics.registry.get('engine:loads.count') !== undefined);
}

/** Why a metric has no value, as its status and reason. */
export function capabilityOf(page: Page, name: string): Promise<string> {
  return page.evaluate((id) => {
    const capability = scope.metrics.registry.capability(id);
    return capability.status === 'ready' ? 'ready' : `${capability.status}: ${capability.reason}`;
  }, `engine:${name}`);
}
