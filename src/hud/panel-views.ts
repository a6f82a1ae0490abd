/** The views of the panel and the names of their tabs, in their order. */
export const PANEL_VIEWS = {
  overview: 'Overview',
  frames: 'Frames',
  distribution: 'Distribution',
  gpu: 'GPU',
  metrics: 'Metrics',
} as const;

export type PanelView = keyof typeof PANEL_VIEWS;
