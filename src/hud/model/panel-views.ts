/** The views of the panel and the names of their tabs, in their order. */
export const PANEL_VIEWS = {
  overview: 'Overview',
  frames: 'Frames',
  distribution: 'Distribution',
  gpu: 'GPU',
  metrics: 'Metrics',
  rules: 'Rules',
  sessions: 'Sessions',
} as const;

export type PanelView = keyof typeof PANEL_VIEWS;

/** The views that there are: where nothing is measured, nothing can be watched. */
export function panelViews({ flight }: { readonly flight?: unknown }): readonly PanelView[] {
  return (Object.keys(PANEL_VIEWS) as PanelView[]).filter((view) => view !== 'rules' || flight !== undefined);
}
