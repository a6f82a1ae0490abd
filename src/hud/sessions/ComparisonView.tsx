import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { ComparisonCharts } from './ComparisonCharts.tsx';
import { ComparisonTable } from './ComparisonTable.tsx';
import comparisonCss from './comparison.css?inline';
import { type ComparisonSide, comparisonSides, type ReadComparison, readComparison } from './comparison.ts';
import { differenceTexts, tooFewSessions } from './comparison-text.ts';
import type { SessionModel } from './session-model.ts';

const DIFFERENT = 'Not recorded under the same conditions';

interface Props {
  readonly model: SessionModel;
  /** Keys of `comparisonSides`. */
  readonly base: string;
  readonly head: string;
  readonly takesFocus: boolean;
}

/** Two sessions, or all that have one tag and all that have another: how their frame times are spread, and what changed. */
export function ComparisonView({ model, base, head, takesFocus }: Props) {
  useStyles(comparisonCss);
  const sides = comparisonSides(model.list.value ?? []);
  const all = [...sides.sessions, ...sides.tags];
  const [baseSide, headSide] = [base, head].map((wanted) => all.find(({ key }) => key === wanted));
  const read = useSignal<ReadComparison | Error | null>(null);
  const back = useRef<HTMLButtonElement>(null);
  const sessions = model.sessions.value;
  const compare = (next: Partial<Pick<Props, 'base' | 'head'>>) => {
    model.compared.value = { base, head, ...next };
  };
  const close = () => {
    model.compared.value = { base: null, head: null };
  };
  useLayoutEffect(() => {
    if (takesFocus) back.current?.focus();
  }, []);
  useLayoutEffect(() => {
    read.value = null;
    if (sessions === null || baseSide === undefined || headSide === undefined) return;
    let isWanted = true;
    const show = (next: ReadComparison | Error) => {
      if (isWanted) read.value = next;
    };
    readComparison(sessions, baseSide, headSide).then(show, show);
    return () => {
      isWanted = false;
    };
  }, [sessions, baseSide?.ids.join(), headSide?.ids.join()]);

  const choice = (label: string, value: string, onChange: (next: string) => void) => (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
      {options(sides)}
    </select>
  );
  return (
    <section
      class="comparison"
      aria-label="Comparison"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        close();
      }}
    >
      <div class="sides">
        <button type="button" ref={back} title="Back to the list" onClick={close}>
          ‹ Sessions
        </button>
        <span class="swatch base" />
        {choice('Base', base, (next) => compare({ base: next }))}
        <IconButton icon="compare" label="Swap base and head" onClick={() => compare({ base: head, head: base })} />
        <span class="swatch head" />
        {choice('Head', head, (next) => compare({ head: next }))}
      </div>
      {baseSide === undefined || headSide === undefined ? (
        <p class="empty">One of the two is no longer there: choose another.</p>
      ) : (
        <Result read={read.value} base={baseSide} head={headSide} />
      )}
    </section>
  );
}

const options = ({ sessions, tags }: ReturnType<typeof comparisonSides>) => [
  <optgroup key="sessions" label="Sessions">
    {sessions.map(sideOption)}
  </optgroup>,
  tags.length > 0 && (
    <optgroup key="tags" label="All with the tag">
      {tags.map(sideOption)}
    </optgroup>
  ),
];

const sideOption = ({ key, name }: ComparisonSide) => (
  <option key={key} value={key}>
    {name}
  </option>
);

interface ResultProps {
  readonly read: ReadComparison | Error | null;
  readonly base: ComparisonSide;
  readonly head: ComparisonSide;
}

function Result({ read, base, head }: ResultProps) {
  if (read === null) return <p class="empty">Comparing …</p>;
  if (read instanceof Error)
    return (
      <p class="failure" role="alert">
        {read.message}
      </p>
    );
  const { result, times } = read;
  const advice = tooFewSessions(base.ids.length, head.ids.length);
  return (
    <div class="result">
      {times === null ? (
        <Differences result={result} hasRows={result.rows.length > 0} />
      ) : (
        <ComparisonCharts key={`${base.key} ${head.key}`} {...times} />
      )}
      {times !== null && advice !== '' && <p class="advice">{advice}</p>}
      {result.rows.length > 0 && <ComparisonTable result={result} />}
    </div>
  );
}

/** Why nothing is compared. */
function Differences({ result, hasRows }: { readonly result: ReadComparison['result']; readonly hasRows: boolean }) {
  const hud = useHud();
  useLayoutEffect(() => hud.tell(DIFFERENT), [result]);
  return (
    <div class="differences">
      <h2>{DIFFERENT}</h2>
      <p>{hasRows ? 'Only exact counts are compared, which are the same anywhere.' : 'So nothing is compared.'}</p>
      <dl>
        {differenceTexts(result).map(({ name, base, head }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <span class="swatch base" /> {base}
            </dd>
            <dd>
              <span class="swatch head" /> {head}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
