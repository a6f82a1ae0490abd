import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useFigures } from '../model/hud-context.ts';
import { formatClock } from '../parts/format-value.ts';
import { createLiveText } from '../parts/live-text.ts';
import type { SessionModel } from './session-model.ts';

/** Starts, stops and names the recording. */
export function RecordControls({ model }: { readonly model: SessionModel }) {
  const name = useSignal('');
  /** A press while it starts or stops would end, or begin, one more recording. */
  const isBusy = useSignal(false);
  const clock = useMemo(() => createLiveText(), []);
  const current = model.current.value;
  const writeClock = () => clock.set(current === null ? '' : formatClock(Date.now() - current.startedAt));
  useFigures(writeClock);
  useLayoutEffect(writeClock, [current]);
  return (
    <>
      <button
        type="button"
        class="record"
        disabled={model.sessions.value === null}
        data-recording={current !== null}
        aria-busy={isBusy.value}
        onClick={async () => {
          if (isBusy.peek()) return;
          isBusy.value = true;
          const wanted = name.peek().trim();
          const changes = wanted === '' ? {} : { name: wanted };
          name.value = '';
          await model.run(async (sessions) => {
            if (current === null) return sessions.start(changes);
            try {
              // The pointer's press leaves the focus in the field, which then has not changed yet.
              if (wanted !== '') await sessions.update(current.id, changes);
            } finally {
              await sessions.stop();
            }
          });
          isBusy.value = false;
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
          void model.run((sessions) => sessions.update(current.id, { name: next }));
          name.value = '';
        }}
      />
    </>
  );
}
