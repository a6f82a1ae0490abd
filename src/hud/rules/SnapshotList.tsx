import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { FlightSnapshot, FlightSnapshots } from '../../sessions/flight/flight-types.ts';
import { useHud } from '../model/hud-context.ts';
import { sessionSource } from '../model/session-source.ts';
import { formatCount, formatMs } from '../parts/format-value.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { Thumbnail } from '../parts/Thumbnail.tsx';
import { useSessions } from '../sessions/use-sessions.ts';

const TIME = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
/** The sessions that snapshots were stored as: while one is there, a second time would be a second session. */
const stored = new WeakMap<FlightSnapshot, string>();

/** What the flight recorder keeps of hitches, rules and moments that were asked for, newest first. */
export function SnapshotList({ snapshots }: { readonly snapshots: FlightSnapshots }) {
  const hud = useHud();
  const sessions = useSessions().list.value;
  const list = useSignal(snapshots.list);
  const isTaking = useSignal(false);
  /** What is being stored, and the sessions without it: pressed twice, it would be stored twice. */
  const saving = useSignal<{ readonly snapshot: FlightSnapshot; readonly before: typeof sessions } | null>(null);
  const problem = useSignal('');
  useLayoutEffect(
    () =>
      snapshots.subscribe(() => {
        list.value = snapshots.list;
      }),
    [snapshots],
  );
  const attempt = async (action: () => Promise<unknown>) => {
    problem.value = '';
    try {
      await action();
    } catch (error) {
      problem.value = error instanceof Error ? error.message : String(error);
    }
  };
  const take = async () => {
    if (isTaking.peek()) return;
    isTaking.value = true;
    await attempt(() => snapshots.take());
    isTaking.value = false;
  };
  const isSaving = (snapshot: FlightSnapshot) =>
    saving.value?.snapshot === snapshot && saving.value.before === sessions;
  const save = async (snapshot: FlightSnapshot) => {
    if (isSaving(snapshot)) return;
    saving.value = { snapshot, before: sessions };
    await attempt(async () => {
      stored.set(snapshot, (await snapshots.save(snapshot)).summary.id);
      hud.tell(`${snapshot.cause.text} is with the sessions`);
    });
    if (problem.peek() !== '') saving.value = null;
  };
  return (
    <section class="snapshots" aria-label="Snapshots">
      <div class="title">
        <h2>Snapshots</h2>
        <button type="button" aria-disabled={isTaking.value} onClick={() => void take()}>
          {isTaking.value ? 'Taking…' : 'Take one'}
        </button>
        <button type="button" disabled={list.value.length === 0} onClick={() => snapshots.clear()}>
          Clear
        </button>
      </div>
      {problem.value !== '' && (
        <p class="failure" role="alert">
          {problem}
        </p>
      )}
      {list.value.length === 0 ? (
        <p class="empty">No snapshot yet. One is taken of each hitch, and by the rules that say so.</p>
      ) : (
        <ul class="snapshot-list" aria-label="Kept snapshots">
          {list.value.toReversed().map((snapshot) => (
            <SnapshotRow
              key={snapshot.session.summary.id}
              snapshot={snapshot}
              isStored={sessions?.some(({ id }) => id === stored.get(snapshot)) === true}
              onOpen={() => hud.show(sessionSource(snapshot.session, hud))}
              onSave={() => void save(snapshot)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly snapshot: FlightSnapshot;
  readonly isStored: boolean;
  readonly onOpen: () => void;
  readonly onSave: () => void;
}

function SnapshotRow({ snapshot, isStored, onOpen, onSave }: RowProps) {
  const { cause, takenAt, session } = snapshot;
  const longestMs = session.stats().frame.max;
  return (
    <li>
      {session.thumbnail === null ? (
        <span class="no-picture" title="No picture: createFramescope({ thumbnails: true }) takes them" />
      ) : (
        <Thumbnail url={session.thumbnail} />
      )}
      <span class="name" title={cause.text}>
        {cause.text}
      </span>
      <span class="facts">
        {`${TIME.format(takenAt)} · ${formatCount(session.summary.frames)} frames · longest ${formatMs(longestMs)} ms`}
      </span>
      <span class="actions">
        {isStored && <span class="origin">stored</span>}
        <IconButton icon="open" label={`Show ${cause.text}`} onClick={onOpen} />
        <IconButton
          icon="save"
          label={isStored ? `${cause.text} is with the sessions` : `Store ${cause.text} with the sessions`}
          disabled={isStored}
          onClick={onSave}
        />
      </span>
    </li>
  );
}
