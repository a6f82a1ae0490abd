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
  {
    name: 'raw-webgpu',
    title: 'Spiral of sparks',
    engine: 'WebGPU',
    text: 'Thousands of particles that a compute pass moves, drawn with light that adds up, and a pass that develops the picture.',
    picture: new URL('./scenes/raw-webgpu/card.svg', import.meta.url).href,
    load: () => import('./scenes/raw-webgpu.ts'),
  },
  {
    name: 'three-webgpu',
    title: 'Field of knots',
    engine: 'three.js · WebGPU',
    text: 'A sea of instanced blocks under knots that each are a mesh of their own, by the WebGPURenderer.',
    picture: new URL('./scenes/three-webgpu/card.svg', import.meta.url).href,
    load: () => import('./scenes/three-webgpu.ts'),
  },
];
