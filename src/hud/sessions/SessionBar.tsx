import { useLayoutEffect, useRef } from 'preact/hooks';
import { useHud, useStyles } from '../model/hud-context.ts';
import { FileChooser } from '../parts/FileChooser.tsx';
import { IconButton } from '../parts/IconButton.tsx';
import viewCss from '../parts/view.css?inline';
import { RecordControls } from './RecordControls.tsx';
import { receiveFiles } from './receive-files.ts';
import { SessionNews } from './SessionNews.tsx';
import sessionsCss from './sessions.css?inline';
import { useSessions } from './use-sessions.ts';

/** Records, names, exports and imports at hand, and leads to the list; a file that is dropped on the HUD is opened. */
export function SessionBar() {
  useStyles(viewCss);
  useStyles(sessionsCss);
  const hud = useHud();
  const model = useSessions();
  const isLive = hud.host.isLive !== false;
  const section = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const root = section.current?.closest('.hud') as HTMLElement;
    return receiveFiles(
      isLive ? root : window,
      hud.measured,
      (files) => model.import(files, true),
      (isOver) => root.toggleAttribute('data-dropping', isOver),
    );
  }, [model]);

  const list = model.list.value ?? [];
  const { id } = hud.source.value;
  // A snapshot that is shown is no session until it is stored.
  const exported = id === null ? (model.current.value ?? list[0]) : list.find((session) => session.id === id);
  return (
    <section class="sessions" aria-label="Sessions" ref={section}>
      <SessionNews model={model} />
      {(isLive || hud.source.value.name !== null) && (
        <div class="bar">
          {isLive ? <RecordControls model={model} /> : <span class="space" />}
          <IconButton
            icon="save"
            label="Export the session"
            disabled={exported === undefined}
            onClick={() => exported && model.export(exported)}
          />
          <FileChooser
            onFiles={(files) => {
              model.import(files, !isLive);
              if (isLive) hud.view.value = 'sessions';
            }}
          >
            {(choose) => <IconButton icon="load" label="Import a session file" onClick={choose} />}
          </FileChooser>
          <button
            type="button"
            onClick={() => {
              hud.view.value = 'sessions';
            }}
          >
            Sessions <span class="count">{list.length}</span>
          </button>
        </div>
      )}
    </section>
  );
}
