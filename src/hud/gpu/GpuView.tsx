import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { lastWindow } from '../../frames/index.ts';
import type { Unit } from '../../metrics/index.ts';
import { GPU } from '../charts/frame-columns.ts';
import { useFailure, useHud, useStyles } from '../model/hud-context.ts';
import type { HudModel } from '../model/hud-model.ts';
import { runInSlices } from '../model/run-in-slices.ts';
import { formatMs, formatValue } from '../parts/format-value.ts';
import { missingReason } from '../parts/missing-reason.ts';
import { Quantity } from '../parts/Quantity.tsx';
import viewCss from '../parts/view.css?inline';
import { type SightedRun, whileInSight } from '../parts/watch-sight.ts';
import gpuCss from './gpu.css?inline';
import { type GpuMemory, type GpuReport, type GpuTarget, readGpuReport } from './gpu-report.ts';

const RENEW_MS = 1000;
/** What memory of live frames is looked back on. */
const PAST_MS = 120_000;
/** How long reading live frames may hold the page up at a time, in ms. */
const LIVE_SLICE_MS = 1.5;
const TREND_WIDTH = 60;
const TREND_HEIGHT = 14;

/** What the GPU does, how long, and what it keeps, by context and device. */
export function GpuView() {
  useStyles(viewCss);
  useStyles(gpuCss);
  const hud = useHud();
  const fail = useFailure();
  const source = hud.source.value;
  const report = useSignal<GpuReport | null>(null);
  useLayoutEffect(() => {
    report.value = null;
    return renewReport(hud, fail, (next) => {
      report.value = next;
    });
  }, [hud, source]);
  const found = report.value;
  const of = source.name === null ? 'Of the last 10 s' : 'Of the whole session';
  return (
    <section class="gpu-view" aria-label="GPU">
      {found === null && <p class="empty">Reading the frames…</p>}
      {found !== null && (
        <>
          <Times hud={hud} report={found} of={of} />
          {found.targets.length === 0 && (
            <p class="empty">
              {source.name === null
                ? 'No WebGL context or WebGPU device is measured: give one as target of createFramescope() or scope.probe()'
                : 'This session says nothing of a context or device'}
            </p>
          )}
          {found.targets.map((target) => (
            <Target key={target.name} target={target} of={of} />
          ))}
        </>
      )}
    </section>
  );
}

/** Reads the report, in slices, and of live frames once a second; what it gives stops that. */
function renewReport(hud: HudModel, fail: (error: unknown) => void, tell: (report: GpuReport) => void): () => void {
  const { frames, name, window: shown } = hud.source.peek();
  const isLive = name === null;
  let isReading = false;
  let stopReading = () => {};
  const read = () => {
    if (isReading) return;
    isReading = true;
    stopReading = runInSlices(hud, {
      steps: readGpuReport(frames, shown(), isLive ? lastWindow(frames, PAST_MS) : shown()),
      ...(isLive && { sliceMs: LIVE_SLICE_MS }),
      onDone(report) {
        isReading = false;
        tell(report);
      },
      onFailure: fail,
    });
  };
  const timer = window.setTimeout(read);
  const stop = isLive ? hud.every(RENEW_MS, read) : undefined;
  return () => {
    stop?.();
    clearTimeout(timer);
    stopReading();
  };
}

interface Of {
  /** The frames that figures are of, in words. */
  readonly of: string;
}

interface TimesProps extends Of {
  readonly hud: HudModel;
  readonly report: GpuReport;
}

function Times({ hud, report: { frameMs, timed, passes }, of }: TimesProps) {
  const isMissing = Number.isNaN(frameMs);
  return (
    <Block
      title="Time of a frame"
      note={isMissing || timed > 0.99 ? '' : `${Math.round(timed * 100)} % timed`}
      noteTitle="So many of the frames have a time"
      columns={isMissing ? [] : ['mean', 'of budget']}
      of={of}
    >
      <Row>
        <span class="name">GPU</span>
        {isMissing ? <span class="reason">{missingReason(hud, GPU)}</span> : <Bar part={frameMs / hud.budgetMs} />}
        <Cells values={[frameMs]} unit="ms" />
        <BudgetShare part={frameMs / hud.budgetMs} />
      </Row>
      {passes.map(({ name, meanMs, whileMs, part }) => (
        <Row
          key={name}
          title={
            part < 1 ? `${formatMs(whileMs)} ms in ${Math.max(1, Math.round(100 * part))} % of the frames` : undefined
          }
        >
          <span class="name" title={name}>
            {name}
          </span>
          <Bar part={meanMs / hud.budgetMs} />
          <Cells values={[meanMs]} unit="ms" />
          <BudgetShare part={meanMs / hud.budgetMs} />
        </Row>
      ))}
      {!isMissing && passes.length === 0 && <li class="empty">Passes are timed by scope.gpuPass(name, run)</li>}
    </Block>
  );
}

function Target({ target: { name, frameMs, memory, work }, of }: Of & { readonly target: GpuTarget }) {
  return (
    <>
      {memory.length > 0 && (
        <Block
          title={`${name} keeps`}
          note={Number.isNaN(frameMs) ? '' : `GPU ${formatMs(frameMs)} ms a frame`}
          noteTitle={of}
        >
          {memory.map((kind) => (
            <Memory key={kind.title} kind={kind} />
          ))}
        </Block>
      )}
      {work.length > 0 && (
        <Block title={`${name}, a frame`} columns={['mean', 'max', 'last']} of={of}>
          {work.map(({ title, unit, description, mean, max, last }) => (
            <Row key={title} title={description}>
              <span class="name">{title}</span>
              <Cells values={[mean, max, last]} unit={unit} />
            </Row>
          ))}
        </Block>
      )}
    </>
  );
}

function Memory({ kind: { title, count, bytes, trend, growth } }: { readonly kind: GpuMemory }) {
  return (
    <>
      <Row>
        <span class="name">{title}</span>
        <Trend values={trend} />
        <Cells values={[count]} unit="count" />
        {!Number.isNaN(bytes) && <Cells values={[bytes]} unit="bytes" />}
      </Row>
      {growth !== null && (
        <Row class="hint">
          {`Grows by ${formatValue(growth.perSecond, growth.of)}${growth.of === 'count' ? ' of them' : ''} a second for ${Math.round(growth.durationMs / 1000)} s and never falls: a leak?`}
        </Row>
      )}
    </>
  );
}

interface BlockProps extends Partial<Of> {
  readonly title: string;
  readonly note?: string;
  readonly noteTitle?: string;
  readonly columns?: readonly string[];
  readonly children: ComponentChildren;
}

function Block({ title, note = '', noteTitle, columns = [], of, children }: BlockProps) {
  return (
    <ul class="gpu-block" aria-label={title}>
      <Row class="group">
        <h2 class="name">{title}</h2>
        {note !== '' && (
          <span class={columns.length === 0 ? 'reason' : 'note'} title={noteTitle}>
            {note}
          </span>
        )}
        {columns.map((column) => (
          <span class="cell" key={column} title={of}>
            {column}
          </span>
        ))}
      </Row>
      {children}
    </ul>
  );
}

interface RowProps {
  readonly class?: string;
  readonly title?: string | undefined;
  readonly children: ComponentChildren;
}

/** What is in it is rendered anew only while it can be seen. */
function Row({ class: name = '', title, children }: RowProps) {
  const hud = useHud();
  const row = useRef<HTMLLIElement>(null);
  const latest = useRef(children);
  latest.current = children;
  const [shown, setShown] = useState(children);
  const sighted = useRef<SightedRun | null>(null);
  useLayoutEffect(() => {
    const { run, stop } = whileInSight(row.current as Element, hud, () => setShown(latest.current));
    sighted.current = { run, stop };
    return stop;
  }, [hud]);
  useLayoutEffect(() => sighted.current?.run(), [children]);
  return (
    <li class={`gpu-row ${name}`} title={title} ref={row}>
      {shown}
    </li>
  );
}

function Cells({ values, unit }: { readonly values: readonly number[]; readonly unit: Unit }) {
  return values.map((value, k) => (
    <span class="cell" key={k}>
      <Quantity value={value} unit={unit} />
    </span>
  ));
}

function BudgetShare({ part }: { readonly part: number }) {
  return (
    <span class="cell">
      <Quantity value={part * 100} unit="percent" />
    </span>
  );
}

/** A part of the budget, cut off at all of it. */
function Bar({ part }: { readonly part: number }) {
  return (
    <svg class="meter" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="room" width="100" height="8" />
      <rect class={part > 1 ? 'over' : ''} width={Math.min(100, part * 100)} height="8" />
    </svg>
  );
}

function Trend({ values }: { readonly values: readonly number[] }) {
  const low = Math.min(...values);
  const range = Math.max(...values) - low;
  const points = values.map((value, k) => {
    const x = (k / Math.max(1, values.length - 1)) * TREND_WIDTH;
    // What stays as it is is a line in the middle.
    const part = range === 0 ? 0.5 : (value - low) / range;
    return `${x.toFixed(1)},${(TREND_HEIGHT - 1 - part * (TREND_HEIGHT - 2)).toFixed(1)}`;
  });
  return (
    <svg class="trend" viewBox={`0 0 ${TREND_WIDTH} ${TREND_HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
      <polyline points={points.join(' ')} />
    </svg>
  );
}
