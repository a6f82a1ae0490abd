import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { formatClock } from './format-value.ts';
import { useFigures, useHud } from './hud-context.ts';
import { IconButton } from './IconButton.tsx';
import { createLiveText } from './live-text.ts';
import { SessionList } from './SessionList.tsx';
import { createSessionModel } from './session-model.ts';

/** Records, names, lists, exports and imports sessions. */
export function SessionBar() {
  const hud = useHud();
  const model = useMemo(() => createSessionModel(hud), [hud]);
  useLayoutEffect(() => () => model.destroy(), [model]);
  const isListOpen = useSignal(false);
  const name = useSignal('');
  const clock = useMemo(() => createLiveText(), []);
  const file = useRef<HTMLInputElement>(null);
  const current = model.current.value;
  const writeClock = () => clock.set(current === null ? '' : formatClock(Date.now() - current.startedAt));
  useFigures(writeClock);
  useLayoutEffect(writeClock, [current]);

  const count = model.list.value.length;
  return (
    <section class="sessions" aria-label="Sessions">
      {isListOpen.value && <SessionList model={model} />}
      {model.problem.value && (
        <p class="failure" role="alert">
          {model.problem}
        </p>
      )}
      <div class="bar">
        <button
          type="button"
          class="record"
          disabled={model.sessions.value === null}
          data-recording={current !== null}
          onClick={() => {
            const wanted = name.peek().trim();
            model.run((sessions) =>
              current !== null ? sessions.stop() : sessions.start(wanted === '' ? {} : { name: wanted }),
            );
            name.value = '';
          }}
        >
          {current === null ? 'Record' : 'Stop'}
        </button>
        <span class="clock" ref={clock.ref} />
        <input
          type="text"
          aria-label="Session name"
          placeholder={current === null ? 'Session name' : current.name}
          value={name.value}
          onInput={(event) => {
            name.value = event.currentTarget.value;
          }}
          onChange={() => {
            const next = name.peek().trim();
            if (current === null || next === '') return;
            model.run((sessions) => sessions.rename(current.id, next));
            name.value = '';
          }}
        />
        <IconButton
          icon="save"
          label="Export the session"
          disabled={current === null && count === 0}
          onClick={() => model.export()}
        />
        <IconButton icon="load" label="Import a session file" onClick={() => file.current?.click()} />
        <input
          ref={file}
          type="file"
          hidden
          accept=".json,.csv,.gz"
          aria-label="Session file"
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen !== undefined) model.run((sessions) => sessions.import(chosen));
            // The same file may be chosen again.
            event.currentTarget.value = '';
            isListOpen.value = true;
          }}
        />
        <button
          type="button"
          class="toggle"
          aria-expanded={isListOpen.value}
          onClick={() => {
            isListOpen.value = !isListOpen.peek();
          }}
        >
          Sessions <span class="count">{count}</span>
        </button>
      </div>
    </section>
  );
}
