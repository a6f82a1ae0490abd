import Stats from 'stats-gl';
import { switchable, type Tool } from './tool.ts';

export async function startStatsGl(gl: WebGL2RenderingContext): Promise<Tool> {
  const stats = new Stats({ trackGPU: true });
  document.body.append(stats.dom);
  await stats.init(gl);
  return switchable(stats.dom, {
    beforeFrame: () => stats.begin(),
    afterFrame: () => {
      stats.end();
      stats.update();
    },
  });
}
