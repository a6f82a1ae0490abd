import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import {
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  type SessionChanges,
} from '../../sessions/session-changes.ts';
import type { SessionSummary } from '../../sessions/session-types.ts';
import type { SessionModel } from './session-model.ts';
import { useDraft } from './use-draft.ts';

interface Props {
  readonly session: SessionSummary;
  readonly model: SessionModel;
}

/** Name, tags and note of a session; each is stored as it is left. */
export function SessionForm({ session, model }: Props) {
  const { id } = session;
  const change = (changes: SessionChanges) => model.run((all) => all.update(id, changes));
  const name = useDraft(
    session.name,
    (text) => text.trim() || null,
    (next) => change({ name: next }),
  );
  const note = useDraft(
    session.note,
    (text) => text.trim(),
    (next) => change({ note: next }),
  );
  const tags = useDraft<readonly string[]>(
    session.tags,
    (list) => list,
    (next) => change({ tags: next }),
  );
  const tag = useSignal('');
  const setTags = (next: readonly string[]) => {
    tags.edit(next);
    tags.store();
  };
  const takeOff = (one: string) => setTags(tags.shown.filter((other) => other !== one));
  const addTag = () => {
    const next = tag.peek().trim();
    tag.value = '';
    if (next !== '' && !tags.shown.includes(next)) setTags([...tags.shown, next]);
  };
  const addLatest = useRef(addTag);
  addLatest.current = addTag;
  useLayoutEffect(() => () => addLatest.current(), []);
  return (
    <fieldset class="form" aria-label={`About ${session.name}`}>
      <label>
        <span>Name</span>
        <input
          type="text"
          maxLength={MAX_NAME_LENGTH}
          value={name.shown}
          onInput={(event) => name.edit(event.currentTarget.value)}
          onChange={name.store}
        />
      </label>
      <div class="tag-row">
        <span>Tags</span>
        {tags.shown.map((one) => (
          <button
            type="button"
            class="tag"
            key={one}
            title={`Take off ${one}`}
            onClick={() => takeOff(one)}
            onKeyDown={(event) => {
              if (event.key !== 'Delete' && event.key !== 'Backspace') return;
              event.preventDefault();
              takeOff(one);
            }}
          >
            <span class="name">{one}</span> ×
          </button>
        ))}
        <input
          type="text"
          aria-label="Add a tag"
          placeholder="Add a tag"
          maxLength={MAX_TAG_LENGTH}
          disabled={tags.shown.length >= MAX_TAGS}
          value={tag.value}
          onInput={(event) => {
            tag.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if ((event.key !== 'Enter' && event.key !== ',') || event.isComposing) return;
            event.preventDefault();
            addTag();
          }}
          onBlur={addTag}
        />
      </div>
      <label>
        <span>Note</span>
        <textarea
          rows={3}
          maxLength={MAX_NOTE_LENGTH}
          value={note.shown}
          onInput={(event) => note.edit(event.currentTarget.value)}
          onChange={note.store}
        />
      </label>
    </fieldset>
  );
}
