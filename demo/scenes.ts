import type { SceneEntry } from './demo-scene.ts';

/** The scenes of the gallery. A new one is a file in scenes/ that exports `start`, and a line here. */
export const scenes: readonly SceneEntry[] = [
  {
    name: 'three',
    title: 'Basalt islands',
    engine: 'three.js · WebGL 2',
    text: 'Some 3,000 instanced columns under a low sun, and several hundred crystals that each are a mesh of their own.',
    picture: new URL('./scenes/three/card.svg', import.meta.url).href,
    load: () => import('./scenes/three.ts'),
  },
];
