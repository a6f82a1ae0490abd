import { Grip } from '../layout/Grip.tsx';
import { useHud } from '../model/hud-context.ts';
import { FrameView } from '../overview/FrameView.tsx';
import { FRAME_ROWS, PACING_ROWS } from '../parts/figure-rows.ts';
import { KeyFigures } from '../parts/KeyFigures.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Header } from './Header.tsx';
import { lazyView } from './lazy-view.tsx';
import { Panel } from './Panel.tsx';

const Announcements = lazyView('announcements', async () => (await import('./Announcements.tsx')).Announcements);
const SourceBanner = lazyView('banner', async () => (await import('./SourceBanner.tsx')).SourceBanner);
const PinnedCharts = lazyView('pinned-place', async () => (await import('../metrics/PinnedCharts.tsx')).PinnedCharts);
const LayoutView = lazyView('layout', async () => (await import('../layout/LayoutView.tsx')).LayoutView);

const CommandKeys = lazyView('command-keys', async () => (await import('../commands/Commands.tsx')).CommandKeys);

const GRAPH_ROWS = [...FRAME_ROWS, ...PACING_ROWS.slice(-1)];

/** All that a mode shows. Each view stands on its own: one that fails leaves the others. */
export function HudRoot() {
  const hud = useHud();
  const mode = hud.mode.value;
  const isStored = hud.source.value.name !== null;
  return (
    <>
      {(isStored || hud.host.isLive !== false) && (
        <ErrorBoundary name="The header">
          <Header />
        </ErrorBoundary>
      )}
      {hud.host.isLive !== false && (
        <ErrorBoundary name="The layout">
          {mode !== 'compact' && hud.isLayoutOpen.value && <LayoutView />}
          <Grip />
        </ErrorBoundary>
      )}
      {isStored && (
        <ErrorBoundary name="The banner">
          <SourceBanner />
        </ErrorBoundary>
      )}
      {mode === 'graph' && (
        <>
          <ErrorBoundary name="The frame chart">
            <FrameView />
          </ErrorBoundary>
          <ErrorBoundary name="The statistics">
            <KeyFigures rows={GRAPH_ROWS} />
          </ErrorBoundary>
          {!isStored && hud.pins.value.length > 0 && (
            <ErrorBoundary name="The pinned metrics">
              <PinnedCharts />
            </ErrorBoundary>
          )}
        </>
      )}
      {mode === 'panel' ? (
        <ErrorBoundary name="The panel">
          <Panel />
        </ErrorBoundary>
      ) : (
        <ErrorBoundary name="The commands">
          <CommandKeys />
        </ErrorBoundary>
      )}
      <ErrorBoundary name="What is read out">
        <Announcements />
      </ErrorBoundary>
    </>
  );
}
