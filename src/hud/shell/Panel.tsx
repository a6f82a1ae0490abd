import type { ComponentChildren } from 'preact';
import { DistributionSummary } from '../distribution/DistributionSummary.tsx';
import { useHud } from '../model/hud-context.ts';
import type { PanelView } from '../model/panel-views.ts';
import { FrameView } from '../overview/FrameView.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { lazyView } from './lazy-view.tsx';
import { Tabs } from './Tabs.tsx';

// Few look at these at once, and the HUD is there sooner without.
const Commands = lazyView('commands-place', async () => (await import('../commands/Commands.tsx')).Commands);
const TimelineView = lazyView('timeline', async () => (await import('../timeline/TimelineView.tsx')).TimelineView);
const DistributionView = lazyView(
  'spread',
  async () => (await import('../distribution/DistributionView.tsx')).DistributionView,
);
const GpuView = lazyView('gpu-view', async () => (await import('../gpu/GpuView.tsx')).GpuView);
const RulesView = lazyView('rules', async () => (await import('../rules/RulesView.tsx')).RulesView);
const MetricList = lazyView('metrics', async () => (await import('../metrics/MetricList.tsx')).MetricList);
const MetricsView = lazyView('metrics', async () => (await import('../metrics/MetricsView.tsx')).MetricsView);
const StoredMetrics = lazyView('metrics', async () => (await import('../metrics/StoredMetrics.tsx')).StoredMetrics);
const InputNotice = lazyView('input-notice', async () => (await import('./InputNotice.tsx')).InputNotice);
const SessionsView = lazyView('session-view', async () => (await import('../sessions/SessionsView.tsx')).SessionsView);
const SessionBar = lazyView('sessions', async () => (await import('../sessions/SessionBar.tsx')).SessionBar);

/** The panel below the header: tabs, the view that was chosen, and the sessions. */
export function Panel() {
  const hud = useHud();
  const view = hud.view.value;
  // A stored session has no handles to read.
  const isLive = hud.source.value.name === null;
  const hasFrames = !isLive || hud.host.isLive !== false;
  const views: Readonly<Record<PanelView, () => ComponentChildren>> = {
    overview: () => (
      <>
        <ErrorBoundary name="The frame chart">
          <FrameView />
        </ErrorBoundary>
        <ErrorBoundary name="The distribution">
          <DistributionSummary />
        </ErrorBoundary>
        {isLive && (
          <ErrorBoundary name="The list of metrics">
            <MetricList />
          </ErrorBoundary>
        )}
      </>
    ),
    frames: () => (
      <ErrorBoundary name="The frames">
        <TimelineView />
      </ErrorBoundary>
    ),
    distribution: () => (
      <ErrorBoundary name="The distribution">
        <DistributionView />
      </ErrorBoundary>
    ),
    gpu: () => (
      <ErrorBoundary name="The GPU">
        <GpuView />
      </ErrorBoundary>
    ),
    metrics: () => (
      <ErrorBoundary name="The list of metrics">{isLive ? <MetricsView /> : <StoredMetrics />}</ErrorBoundary>
    ),
    rules: () => (
      <ErrorBoundary name="Rules">
        <RulesView />
      </ErrorBoundary>
    ),
    sessions: () => (
      <ErrorBoundary name="The list of sessions">
        <SessionsView />
      </ErrorBoundary>
    ),
  };
  return (
    <>
      {hasFrames ? (
        <>
          <div class="top">
            <Tabs />
            <ErrorBoundary name="The commands">
              <Commands />
            </ErrorBoundary>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
          <div class="view" role="tabpanel" id="view" tabIndex={0} data-view={view} aria-labelledby={`tab-${view}`}>
            {views[view]()}
          </div>
        </>
      ) : (
        // What there is to open, until something is.
        <div class="view" data-view="sessions">
          {views.sessions()}
        </div>
      )}
      {hud.host.isLive !== false && (
        <ErrorBoundary name="The notice">
          <InputNotice />
        </ErrorBoundary>
      )}
      <ErrorBoundary name="Sessions">
        <SessionBar />
      </ErrorBoundary>
    </>
  );
}
