import { type Signal, useComputed } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import type { SessionSummary } from '../../sessions/session-types.ts';
import { useFigures } from '../model/hud-context.ts';
import { formatClock, formatCount, formatValue } from '../parts/format-value.ts';
import { Icon } from '../parts/Icon.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import { createLiveText } from '../parts/live-text.ts';
import { sideKeyOf } from './comparison.ts';
import { ExportChoices } from './ExportChoices.tsx';
import { SessionForm } from './SessionForm.tsx';
import type { SessionModel } from './session-model.ts';

const TIME_FORMAT = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
const DATE = new Intl.DateTimeFormat('en-GB', TIME_FORMAT);
const DATE_OF_YEAR = new Intl.DateTimeFormat('en-GB', { ...TIME_FORMAT, year: 'numeric' });

/** What is open below a row; of one row at a time. */
export interface OpenedPart {
  readonly id: string;
  readonly part: 'export' | 'edit';
}

interface Props {
  readonly session: SessionSummary;
  /** Whether it is being recorded by this page. */
  readonly isCurrent: boolean;
  /** The id of the row that Tab leads to. */
  readonly active: Signal<string>;
  readonly opened: Signal<OpenedPart | null>;
  readonly model: SessionModel;
}

/** A session with all that can be done with it. */
export function SessionRow({ session, isCurrent, active, opened, model }: Props) {
  const { id, name, tags, note, pinned, state } = session;
  const side = sideKeyOf(session);
  // Each row is told of its own alone, so that a step among hundreds renews two.
  const part = useComputed(() => (opened.value?.id === id ? opened.value.part : null)).value;
  const isBase = useComputed(() => model.compared.value.base === side).value;
  const tabIndex = useComputed(() => (active.value === id ? 0 : -1)).value;
  const toggle = (wanted: OpenedPart['part']) => {
    opened.value = part === wanted ? null : { id, part: wanted };
  };
  const compare = () => {
    const { base } = model.compared.peek();
    // One that was deleted stays the base, as it may be brought back, until another is chosen.
    const hasBase = model.list.peek()?.some((listed) => sideKeyOf(listed) === base);
    if (!hasBase) model.compared.value = { base: side, head: null };
    else model.compared.value = isBase ? { base: null, head: null } : { base, head: side };
  };
  return (
    <li
      data-key={id}
      class={`session ${part === null && !isBase ? '' : 'chosen'}`}
      onFocusIn={() => {
        active.value = id;
      }}
    >
      <div class="line">
        {pinned && <Icon name="pin" />}
        {state === 'recording' && <span class="dot" />}
        <button
          type="button"
          class="show name"
          aria-label={`Show ${name}`}
          title={name}
          tabIndex={tabIndex}
          onClick={() => model.open(session)}
        >
          {name}
        </button>
        {tags.length > 0 && (
          <span class="tags" title={tags.join(', ')}>
            {tags.map((tag) => (
              <span class="tag" key={tag}>
                {tag}
              </span>
            ))}
          </span>
        )}
      </div>
      <p class="facts">{isCurrent ? <LiveFacts model={model} /> : factsOf(session)}</p>
      {note !== '' && part !== 'edit' && (
        <p class="note name" title={note}>
          {note}
        </p>
      )}
      <span class="actions">
        <IconButton icon="compare" label={`Compare ${name}`} pressed={isBase} tabIndex={tabIndex} onClick={compare} />
        <IconButton
          icon="edit"
          label={`Edit ${name}`}
          expanded={part === 'edit'}
          tabIndex={tabIndex}
          onClick={() => toggle('edit')}
        />
        <IconButton
          icon="save"
          label={`Export ${name}`}
          expanded={part === 'export'}
          tabIndex={tabIndex}
          onClick={() => toggle('export')}
        />
        <IconButton
          icon="pin"
          label={`Keep ${name}`}
          pressed={pinned}
          tabIndex={tabIndex}
          onClick={() => void model.run((all) => all.update(id, { pinned: !pinned }))}
        />
        <IconButton
          icon="remove"
          label={`Delete ${name}`}
          disabled={state === 'recording'}
          tabIndex={tabIndex}
          onClick={() => model.remove(session)}
        />
      </span>
      {part === 'export' && <ExportChoices session={session} model={model} />}
      {part === 'edit' && <SessionForm session={session} model={model} />}
    </li>
  );
}

/** Those of the session that is being recorded: the list is renewed only when a session comes or goes. */
function LiveFacts({ model }: Pick<Props, 'model'>) {
  const text = useMemo(createLiveText, []);
  const write = () => {
    const current = model.sessions.peek()?.current;
    if (current) text.set(factsOf(current.summary));
  };
  useFigures(write, text);
  useLayoutEffect(write, []);
  return <span ref={text.ref} />;
}

/** When, how long, how many frames, how large, and what is out of the ordinary. */
function factsOf({ startedAt, durationMs, frames, bytes, state, pinned }: SessionSummary): string {
  const isThisYear = new Date(startedAt).getFullYear() === new Date().getFullYear();
  return [
    (isThisYear ? DATE : DATE_OF_YEAR).format(startedAt),
    formatClock(durationMs),
    `${formatCount(frames)} frames`,
    formatValue(bytes, 'bytes'),
    ...(state === 'complete' ? [] : [state]),
    ...(pinned ? ['kept'] : []),
  ].join(' · ');
}
