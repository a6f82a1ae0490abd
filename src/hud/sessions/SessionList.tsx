import { useSignal } from '@preact/signals';
import type { RefObject, VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SessionSummary } from '../../sessions/session-types.ts';
import { hasModifier } from '../parts/has-modifier.ts';
import { rowAfterKey } from '../parts/row-keys.ts';
import { type OpenedPart, SessionRow } from './SessionRow.tsx';
import type { SessionModel } from './session-model.ts';

/** Rows that are there at first, and that come with each step as the end comes near. */
const ROWS = 50;
const NEAR_CSS_PX = 800;

interface Props {
  readonly model: SessionModel;
  /** Those that are listed. */
  readonly sessions: readonly SessionSummary[];
  readonly list: RefObject<HTMLUListElement | null>;
}

/** Sessions row by row. One stop for Tab, and that row's buttons; the arrow keys go from row to row, Delete deletes. */
export function SessionList({ model, sessions, list }: Props) {
  const opened = useSignal<OpenedPart | null>(null);
  const active = useSignal('');
  if (!sessions.some(({ id }) => id === active.peek())) active.value = sessions[0]?.id ?? '';
  const limit = useSignal(ROWS);
  const listed = sessions.slice(0, limit.value);
  /** Rows as they were rendered last: of one that is the same nothing is looked at again. */
  const rendered = useRef(new Map<string, { readonly of: string; readonly row: VNode }>());
  /** Where the focus goes once its row is there. */
  const wanted = useRef('');
  const focus = (id: string) => {
    const row = [...(list.current?.children ?? [])].find((child) => (child as HTMLElement).dataset.key === id);
    row?.querySelector<HTMLElement>('.show')?.focus();
  };
  useLayoutEffect(() => {
    if (wanted.current !== '') focus(wanted.current);
    wanted.current = '';
  }, [limit.value]);

  const onKeyDown = (event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    const session = sessions.find(({ id }) => id === target.closest<HTMLElement>('[data-key]')?.dataset.key);
    if (event.key === 'Escape' && opened.peek() !== null) {
      event.preventDefault();
      // The button that opened it, so that a text that was being written is taken, too.
      target.closest('[data-key]')?.querySelector<HTMLElement>('[aria-expanded="true"]')?.focus();
      opened.value = null;
      return;
    }
    // What is open below a row has keys of its own.
    if (target.closest('fieldset') !== null || hasModifier(event)) return;
    if (event.key === 'Delete' && session !== undefined) {
      event.preventDefault();
      model.remove(session);
      return;
    }
    const rows = sessions.map(({ id }) => ({ key: id }));
    const k = rowAfterKey(rows, session?.id, event.key, 0);
    if (k < 0) return;
    event.preventDefault();
    const { key } = rows[k] as { key: string };
    if (k < limit.peek()) focus(key);
    else {
      wanted.current = key;
      limit.value = k + ROWS;
    }
  };
  const onScroll = ({ currentTarget: { scrollTop, clientHeight, scrollHeight } }: { currentTarget: Element }) => {
    if (scrollTop + clientHeight > scrollHeight - NEAR_CSS_PX && limit.peek() < sessions.length) limit.value += ROWS;
  };
  const renderRow = (session: SessionSummary) => {
    const { id } = session;
    const isCurrent = id === model.current.value?.id;
    const of = JSON.stringify([session, isCurrent]);
    const known = rendered.current.get(id);
    if (known?.of === of) return known.row;
    const row = (
      <SessionRow key={id} session={session} isCurrent={isCurrent} active={active} opened={opened} model={model} />
    );
    rendered.current.set(id, { of, row });
    return row;
  };

  if (sessions.length === 0) return <p class="empty">No session is like that</p>;
  return (
    <ul class="scroller" aria-label="Sessions, newest first" ref={list} onKeyDown={onKeyDown} onScroll={onScroll}>
      {listed.map(renderRow)}
    </ul>
  );
}
