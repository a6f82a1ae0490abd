import Stats from 'three/addons/libs/stats.module.js';
import { switchable, type Tool } from './tool.ts';

export async function startThreeStats(): Promise<Tool> {
  const stats = new Stats();
  document.body.append(stats.dom);
  return switchable(stats.dom, { beforeFrame: () => stats.begin(), afterFrame: () => void stats.end() });
}
