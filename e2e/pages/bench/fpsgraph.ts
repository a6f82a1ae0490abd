import * as essentials from '@tweakpane/plugin-essentials';
import { Pane } from 'tweakpane';
import { switchable, type Tool } from './tool.ts';

/** What Pane inherits: its declarations take that from a package that it does not depend on. */
type Blades = { addBlade(options: { view: string; label?: string; rows?: number }): essentials.FpsGraphBladeApi };

/** The graph of frames a second among tweakpane's essentials. */
export async function startFpsGraph(): Promise<Tool> {
  const pane = new Pane();
  pane.registerPlugin(essentials);
  const graph = (pane as unknown as Blades).addBlade({ view: 'fpsgraph', label: 'fps', rows: 2 });
  // The pane makes itself a container in the page.
  const container = pane.element.parentElement as HTMLElement;
  return switchable(container, { beforeFrame: () => graph.begin(), afterFrame: () => graph.end() });
}
