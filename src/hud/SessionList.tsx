import { type Signal, useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { SessionSummary } from '../sessions/session-types.ts';
import { formatClock, formatCount, formatValue } from './format-value.ts';
import { useFigures } from './hud-context.ts';
import { IconButton } from './IconButton.tsx';
import type { SessionModel } from './session-model.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** The stored sessions, newest first. */
export function SessionList({ model }: { readonly model: SessionModel }) {
  // The figures of the session that is being recorded: the list is renewed only when a session comes or goes.
  const liveFacts = useSignal('');
  const write = () => {
    const current = model.sessions.peek()?.current;
    if (current) liveFacts.value = factsOf(current.summary);
  };
  useFigures(write);
  write();
  const armed = useSignal('');
  // On the window, because a click on a button of the HUD does not move the focus: keys go to the page.
  useLayoutEffect(() => {
    const disarm = (event: Event) => {
      const [target] = event.composedPath() as Partial<Element>[];
      const { key } = event as KeyboardEvent;
      if (key === undefined ? !target?.closest?.('.danger') : key === 'Escape') armed.value = '';
    };
    const abort = new AbortController();
    for (const type of ['pointerdown', 'keydown'])
      window.addEventListener(type, disarm, { signal: abort.signal, capture: true });
    return () => abort.abort();
  }, []);
  const sessions = model.list.value;
  if (sessions.length === 0) return <p class="empty">No session is stored</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul class="session-list" aria-label="Stored sessions" tabIndex={0}>
      {sessions.map((session) => (
        <SessionRow
          key={session.id}
          session={session}
          facts={session.id === model.current.value?.id ? liveFacts : factsOf(session)}
          armed={armed}
          model={model}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly session: SessionSummary;
  readonly facts: Signal<string> | string;
  /** The id of the session that a second press removes. */
  readonly armed: Signal<string>;
  readonly model: SessionModel;
}

function SessionRow({ session, facts, armed, model }: RowProps) {
  const { id, name, state } = session;
  const danger = armed.value === id ? 'danger' : '';
  return (
    <li>
      <span class="name" title={name}>
        {name}
      </span>
      <span class={`facts ${danger}`}>{danger ? 'Press again to remove' : facts}</span>
      <span class="actions">
        <IconButton icon="open" label={`Show ${name}`} onClick={() => model.open(session)} />
        <IconButton icon="save" label={`Export ${name}`} onClick={() => model.export(session)} />
        <span class={danger}>
          <IconButton
            icon="remove"
            label={danger ? 'Remove' : `Remove ${name}`}
            disabled={state === 'recording'}
            onClick={() => {
              if (danger) model.run((all) => all.remove(id));
              else armed.value = id;
            }}
            onBlur={() => {
              armed.value = '';
            }}
          />
        </span>
      </span>
    </li>
  );
}

function factsOf({ startedAt, durationMs, frames, bytes, state }: SessionSummary): string {
  const facts = `${DATE.format(startedAt)} · ${formatClock(durationMs)} · ${formatCount(frames)} frames · ${formatValue(bytes, 'bytes')}`;
  return state === 'complete' ? facts : `${facts} · ${state}`;
}
