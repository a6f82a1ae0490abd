import { useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { SessionSummary } from '../sessions/session-types.ts';
import { useFigures } from './hud-context.ts';
import { rowAfterKey } from './row-keys.ts';
import { factsOf, type OpenedPart, SessionRow } from './SessionRow.tsx';
import type { SessionModel } from './session-model.ts';

interface Props {
  readonly model: SessionModel;
  /** Those that are listed. */
  readonly sessions: readonly SessionSummary[];
  readonly list: RefObject<HTMLUListElement | null>;
}

/** Sessions row by row. One stop for Tab, and that row's buttons; the arrow keys go from row to row, Delete deletes. */
export function SessionList({ model, sessions, list }: Props) {
  // The figures of the session that is being recorded: the list is renewed only when a session comes or goes.
  const liveFacts = useSignal('');
  const writeFacts = () => {
    const current = model.sessions.peek()?.current;
    if (current) liveFacts.value = factsOf(current.summary);
  };
  useFigures(writeFacts);
  writeFacts();
  const opened = useSignal<OpenedPart | null>(null);
  const active = useSignal('');
  if (!sessions.some(({ id }) => id === active.peek())) active.value = sessions[0]?.id ?? '';
  /** Where the focus goes once the list is renewed. */
  const wanted = useRef('');
  const focus = (id: string) => {
    const row = [...(list.current?.children ?? [])].find((child) => (child as HTMLElement).dataset.key === id);
    row?.querySelector<HTMLElement>('.show')?.focus();
  };
  useLayoutEffect(() => {
    if (wanted.current !== '') focus(wanted.current);
    wanted.current = '';
  }, [sessions]);

  /** The focus goes on to a neighbour, when it was in the row. */
  const remove = (session: SessionSummary, hasFocus: boolean) => {
    const k = sessions.indexOf(session);
    if (hasFocus) wanted.current = (sessions[k + 1] ?? sessions[k - 1])?.id ?? '';
    model.remove(session);
  };
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
    if (target.matches('input, textarea') || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Delete' && session !== undefined) {
      event.preventDefault();
      if (session.state !== 'recording') remove(session, true);
      return;
    }
    const rows = sessions.map(({ id }) => ({ key: id }));
    const k = rowAfterKey(rows, session?.id, event.key, 0);
    if (k < 0) return;
    event.preventDefault();
    focus((rows[k] as { key: string }).key);
  };

  if (sessions.length === 0) return <p class="empty">No session is like that</p>;
  return (
    <ul class="scroller" aria-label="Sessions, newest first" ref={list} onKeyDown={onKeyDown}>
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          facts={session.id === model.current.value?.id ? liveFacts : factsOf(session)}
          active={active}
          opened={opened}
          model={model}
          onRemove={remove}
        />
      ))}
    </ul>
  );
}
