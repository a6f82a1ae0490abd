/** What engines tell of themselves, by the names of the gauges in namespace `engine`: unit and description, the same for all engines. */
export const ENGINE_FIGURES = {
  'engine.draw_calls': ['count', 'Draw calls of the frame, as the engine counts them'],
  'engine.triangles': ['count', 'Triangles of the frame, as the engine counts them'],
  'engine.points': ['count', 'Points of the frame, as the engine counts them'],
  'engine.lines': ['count', 'Line segments of the frame, as the engine counts them'],
  'engine.passes': ['count', 'Passes of the frame, as the engine counts them'],
  'engine.cpu_ms': ['ms', 'Time that the engine took to update and render, as it measures it'],
  'engine.gpu_ms': ['ms', 'Time that the GPU worked, as the engine measures it'],
  'engine.programs': ['count', 'Shader programs that the engine holds'],
  'engine.geometries': ['count', 'Geometries that the engine holds'],
  'engine.textures': ['count', 'Textures that the engine holds'],
  'engine.buffers': ['count', 'GPU buffers that the engine holds'],
  'engine.render_targets': ['count', 'Render targets that the engine holds'],
  'engine.memory_mb': ['MiB', 'GPU memory, as the engine estimates it'],
  'scene.objects': ['count', 'Objects in the scene'],
  'scene.visible_objects': ['count', 'Objects that are shown: not hidden and, where the engine knows it, in view'],
  'scene.meshes': ['count', 'Meshes in the scene'],
  'scene.lights': ['count', 'Lights in the scene'],
  'scene.materials': ['count', 'Different materials in the scene'],
  'scene.particles': ['count', 'Particles in the scene'],
} as const satisfies Record<string, readonly [unit: string, description: string]>;

export type EngineFigure = keyof typeof ENGINE_FIGURES;
