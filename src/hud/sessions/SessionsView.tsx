import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import { FileChooser } from '../parts/FileChooser.tsx';
import { useFocusToMove } from '../parts/use-focus-to-move.ts';
import viewCss from '../parts/view.css?inline';
import { ComparisonView } from './ComparisonView.tsx';
import { comparisonSides } from './comparison.ts';
import { findSessions } from './find-sessions.ts';
import { SessionList } from './SessionList.tsx';
import sessionListCss from './session-list.css?inline';
import type { SessionModel } from './session-model.ts';
import { useSessions } from './use-sessions.ts';

/** All sessions: listed and searched, or two of them compared. In a viewer that shows none it is also where to begin. */
export function SessionsView() {
  useStyles(viewCss);
  useStyles(sessionListCss);
  const hud = useHud();
  const model = useSessions();
  const { base, head } = model.compared.value;
  const isComparing = base !== null && head !== null;
  const takesFocus = useFocusToMove(isComparing, '.session-list, .comparison');
  if (isComparing) return <ComparisonView model={model} base={base} head={head} takesFocus={takesFocus} />;
  const isStart = hud.host.isLive === false && hud.source.value.name === null;
  return (
    <>
      {isStart && <ViewerStart onFiles={(files) => model.import(files, true)} />}
      <SearchedList
        model={model}
        takesFocus={takesFocus}
        emptyText={
          isStart
            ? ''
            : `No session is stored. ${hud.host.isLive === false ? 'Drop' : 'Record one, or drop'} a file here.`
        }
      />
    </>
  );
}

interface ListProps {
  readonly model: SessionModel;
  readonly takesFocus: boolean;
  readonly emptyText: string;
}

function SearchedList({ model, takesFocus, emptyText }: ListProps) {
  const search = useSignal('');
  const list = useRef<HTMLUListElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) input.current?.focus();
  }, []);
  const sessions = model.list.value;
  if (sessions === null) return null;
  if (sessions.length === 0) return emptyText === '' ? null : <p class="empty">{emptyText}</p>;
  const found = findSessions(sessions, search.value);
  return (
    <section class="session-list" aria-label="Stored sessions">
      <div class="filter">
        <input
          ref={input}
          type="search"
          aria-label="Search sessions"
          placeholder="Search names, tags and notes"
          value={search.value}
          onInput={(event) => {
            search.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return;
            event.preventDefault();
            list.current?.querySelector<HTMLElement>('.show')?.focus();
          }}
        />
      </div>
      <ComparedLine model={model} />
      <SessionList model={model} sessions={found} list={list} />
    </section>
  );
}

/** Says what the next choice is compared with. */
function ComparedLine({ model }: { readonly model: SessionModel }) {
  const hud = useHud();
  const { base } = model.compared.value;
  const side = comparisonSides(model.list.value ?? []).sessions.find(({ key }) => key === base);
  const text = side && `Compare “${side.name}” with …`;
  useLayoutEffect(() => {
    if (text !== undefined) hud.tell(text);
  }, [text]);
  if (text === undefined) return null;
  return (
    <p class="compared">
      <span class="name">{text}</span>
      <button
        type="button"
        onClick={() => {
          model.compared.value = { base: null, head: null };
        }}
      >
        Cancel
      </button>
    </p>
  );
}

/** What a viewer shows before a session is opened. */
function ViewerStart({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <section class="start" aria-label="Open a session">
      <h1>Open a session</h1>
      <p>
        Drop session files anywhere on this page: Framescope snapshots (.json, .json.gz) or its CSV. They are read by
        this page alone and sent nowhere.
      </p>
      <FileChooser onFiles={onFiles}>
        {(choose) => (
          <button type="button" class="primary" onClick={choose}>
            Choose a file
          </button>
        )}
      </FileChooser>
    </section>
  );
}
