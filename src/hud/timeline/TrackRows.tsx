import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useFigures, useHud } from '../model/hud-context.ts';
import { longUnit, valueFormatter } from '../parts/format-value.ts';
import { createLiveText } from '../parts/live-text.ts';
import { MetricName } from '../parts/MetricName.tsx';
import { PinButton } from '../parts/PinButton.tsx';
import type { TimelineModel } from './timeline-model.ts';
import { isSlow, type Track } from './track.ts';
import type { TrackModel } from './track-model.ts';

interface Props {
  readonly model: TimelineModel;
  readonly trackModel: TrackModel;
}

/** The names of the tracks, each with its value: of now, of the open frame, or the mean of the selection. The room below each is its plot's. */
export function TrackRows({ model, trackModel }: Props) {
  const tracks = trackModel.tracks.value;
  useFigures(trackModel.look);
  if (tracks.length === 0) return null;
  return (
    <ul class="tracks" aria-label="Pinned metrics">
      {tracks.map((track, k) => (
        <TrackRow key={track.key} track={track} at={k} model={model} trackModel={trackModel} />
      ))}
    </ul>
  );
}

function TrackRow({ track, at, model, trackModel }: Props & { readonly track: Track; readonly at: number }) {
  const hud = useHud();
  const { key, descriptor, kind } = track;
  const row = useRef<HTMLLIElement>(null);
  const text = useMemo(createLiveText, []);
  const unit = useMemo(createLiveText, []);
  const all = model.timeline.value;
  const frame = model.frame.value;
  const pyramid = trackModel.pyramids.value?.[at];
  const mean = trackModel.means.value?.[at];
  const format = valueFormatter(descriptor.unit);
  const per = kind === 'counters' ? '/frame' : '';
  /** One of the user's own may be long, and is cut. */
  const writeUnit = (its: string) => unit.set(its, '', longUnit(its));
  const write = (value: number, title: string, reason: string, sign = '') => {
    const formatted = format(value);
    const isMissing = Number.isNaN(value);
    text.set(isMissing ? formatted.text : sign + formatted.text, '', title, reason);
    writeUnit(isMissing ? '' : formatted.unit + per);
  };
  useLayoutEffect(() => {
    if (all === null) return;
    if (frame !== null && pyramid !== undefined) {
      const extremes = new Float64Array(2);
      pyramid.read(frame - all.firstFrame, frame - all.firstFrame + 1, extremes);
      write(extremes[0] as number, `In frame ${frame - 1}`, 'The frame has no value of it');
    } else if (mean !== undefined) write(mean, 'Mean of the selected frames', 'No selected frame has it', 'Ø ');
    else {
      // That of the labels beside the plot.
      text.set('');
      writeUnit(format(1).unit + per);
    }
  }, [all, frame, pyramid, mean]);
  const writeRecent = () => {
    if (all !== null || hud.source.peek().name !== null) return;
    const value = trackModel.recent.get(descriptor);
    if (value === undefined) return;
    write(
      value,
      kind === 'counters' ? 'Mean of the last frames' : 'The newest value of the last second',
      'No value in the last second',
    );
  };
  useFigures(writeRecent, row);
  useLayoutEffect(writeRecent, [trackModel.arrivals.value]);
  return (
    <li title={key} ref={row}>
      <PinButton metric={key} />
      <MetricName id={descriptor.id}>
        {kind === 'histograms' && <span class="labels"> mean</span>}
        {isSlow(track) && <span class="labels"> once a second</span>}
      </MetricName>
      <span class="value" ref={text.ref} />
      <span class="unit" ref={unit.ref} />
    </li>
  );
}
