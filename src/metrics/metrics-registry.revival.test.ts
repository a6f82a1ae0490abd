import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTestRegistry } from './create-test-registry.ts';

/** Stands for the engine's, which tells nobody what it holds. */
class ListedFinalizationRegistry {
  static readonly held: [handle: object, key: string, token: object][] = [];
  register(...entry: [object, string, object]): void {
    ListedFinalizationRegistry.held.push(entry);
  }
  unregister(token: object): void {
    const { held } = ListedFinalizationRegistry;
    const at = held.findIndex((entry) => entry[2] === token);
    if (at >= 0) held.splice(at, 1);
  }
}

describe('MetricsRegistry', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('keeps one note at most of a handle whose metric comes and goes in each frame', () => {
    vi.stubGlobal('FinalizationRegistry', ListedFinalizationRegistry);
    const { registry } = createTestRegistry();
    for (let frame = 0; frame < 100; frame++) {
      const wave = registry.registerCounter('game', 'wave');
      expect(ListedFinalizationRegistry.held).toEqual([]);
      registry.remove(wave.id);
      expect(ListedFinalizationRegistry.held).toEqual([[wave, 'game:wave', wave]]);
    }
  });
});
