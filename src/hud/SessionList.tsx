import { useSignal } from '@preact/signals';
import type { SessionSummary } from '../sessions/session-types.ts';
import { formatClock, formatCount, formatValue } from './format-value.ts';
import { IconButton } from './IconButton.tsx';
import type { SessionModel } from './session-model.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });

/** The stored sessions, newest first. */
export function SessionList({ model }: { readonly model: SessionModel }) {
  const sessions = model.list.value;
  if (sessions.length === 0) return <p class="empty">No session is stored yet</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ul class="session-list" aria-label="Stored sessions" tabIndex={0}>
      {sessions.map((session) => (
        <SessionRow key={session.id} session={session} model={model} />
      ))}
    </ul>
  );
}

function SessionRow({ session, model }: { readonly session: SessionSummary; readonly model: SessionModel }) {
  const isRemoving = useSignal(false);
  const toggle = () => {
    isRemoving.value = !isRemoving.peek();
  };
  const { name, startedAt, durationMs, frames, bytes, state } = session;
  const facts = [
    DATE.format(startedAt),
    formatClock(durationMs),
    `${formatCount(frames)} frames`,
    formatValue(bytes, 'bytes'),
    ...(state === 'complete' ? [] : [state]),
  ];
  return (
    <li>
      <span class="name" title={name}>
        {name}
      </span>
      <span class="facts">{facts.join(' · ')}</span>
      <span class="actions">
        <IconButton icon="open" label={`Show ${name}`} onClick={() => model.open(session)} />
        <IconButton icon="save" label={`Export ${name}`} onClick={() => model.export(session)} />
        {isRemoving.value ? (
          <button
            type="button"
            class="danger"
            onClick={() => model.run((all) => all.remove(session.id))}
            onBlur={toggle}
          >
            Remove
          </button>
        ) : (
          <IconButton icon="remove" label={`Remove ${name}`} disabled={state === 'recording'} onClick={toggle} />
        )}
      </span>
    </li>
  );
}
