import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useHud, useStyles } from './hud-context.ts';
import { IconButton } from './IconButton.tsx';
import { RecordControls } from './RecordControls.tsx';
import { receiveFiles } from './receive-files.ts';
import { SessionList } from './SessionList.tsx';
import { createSessionModel } from './session-model.ts';
import sessionsCss from './sessions.css?inline';
import { ViewerStart } from './ViewerStart.tsx';

/** Records, names, lists, exports and imports sessions; a file that is dropped on the HUD is opened. */
export function SessionBar() {
  useStyles(sessionsCss);
  const hud = useHud();
  const isLive = hud.host.isLive !== false;
  const section = useRef<HTMLElement>(null);
  const model = useMemo(() => createSessionModel(hud), [hud]);
  useLayoutEffect(() => () => model.destroy(), [model]);
  const isListOpen = useSignal(false);
  const isEmpty = !isLive && hud.source.value.name === null;
  const file = useRef<HTMLInputElement>(null);
  const current = model.current.value;
  // What there is to open, until something is.
  useLayoutEffect(() => {
    if (!isLive) isListOpen.value = isEmpty;
  }, [isEmpty]);
  useLayoutEffect(() => {
    const root = section.current?.closest('.hud') as HTMLElement;
    return receiveFiles(
      isLive ? root : window,
      (files) => {
        for (const dropped of files) model.import(dropped, dropped === files[0]);
      },
      (isOver) => root.toggleAttribute('data-dropping', isOver),
    );
  }, [model]);

  const count = model.list.value.length;
  return (
    <section class="sessions" aria-label="Sessions" ref={section}>
      {isEmpty && <ViewerStart onChoose={() => file.current?.click()} />}
      {isListOpen.value && <SessionList model={model} />}
      {model.storeProblem.value && (
        <p class="notice" role="status">
          {model.storeProblem}
        </p>
      )}
      {model.problem.value && (
        <p class="failure" role="alert">
          {model.problem}
        </p>
      )}
      <div class="bar">
        {isLive ? <RecordControls model={model} /> : <span class="space" />}
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
            if (chosen !== undefined) model.import(chosen, !isLive);
            // The same file may be chosen again.
            event.currentTarget.value = '';
            if (isLive) isListOpen.value = true;
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
