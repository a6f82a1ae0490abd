import { useSignal } from '@preact/signals';
import type { SessionSummary } from '../../sessions/session-types.ts';
import { FILE_KINDS, type FileKindName } from './session-files.ts';
import type { SessionModel } from './session-model.ts';

interface Props {
  readonly session: SessionSummary;
  readonly model: SessionModel;
}

/** What a session can be exported as. */
export function ExportChoices({ session, model }: Props) {
  const isRedacted = useSignal(false);
  return (
    <fieldset class="export" aria-label={`Export ${session.name} as`}>
      {(Object.keys(FILE_KINDS) as FileKindName[]).map((kind) => (
        <button
          type="button"
          key={kind}
          title={FILE_KINDS[kind].meaning}
          onClick={() => model.export(session, kind, isRedacted.peek())}
        >
          {FILE_KINDS[kind].title}
        </button>
      ))}
      <label title="Without URL, browser, GPU, picture, name, tags, note, labels and names of events">
        <input
          type="checkbox"
          checked={isRedacted.value}
          onChange={(event) => {
            isRedacted.value = event.currentTarget.checked;
          }}
        />
        Redact
      </label>
    </fieldset>
  );
}
