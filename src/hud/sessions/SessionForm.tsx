import { useSignal } from '@preact/signals';
import {
  MAX_NAME_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  type SessionChanges,
} from '../../sessions/session-changes.ts';
import type { SessionSummary } from '../../sessions/session-types.ts';
import type { SessionModel } from './session-model.ts';

interface Props {
  readonly session: SessionSummary;
  readonly model: SessionModel;
}

/** Name, tags and note of a session; each is stored as it is left. */
export function SessionForm({ session, model }: Props) {
  const { id, name, tags, note } = session;
  const tag = useSignal('');
  const change = (changes: SessionChanges) => model.run((all) => all.update(id, changes));
  const addTag = () => {
    const next = tag.peek().trim();
    tag.value = '';
    if (next !== '' && !tags.includes(next)) change({ tags: [...tags, next] });
  };
  return (
    <fieldset class="form" aria-label={`About ${name}`}>
      <label>
        <span>Name</span>
        <input
          type="text"
          maxLength={MAX_NAME_LENGTH}
          value={name}
          onChange={(event) => {
            const next = event.currentTarget.value.trim();
            if (next === '') event.currentTarget.value = name;
            else if (next !== name) change({ name: next });
          }}
        />
      </label>
      <div class="tag-row">
        <span>Tags</span>
        {tags.map((one) => (
          <button
            type="button"
            class="tag"
            key={one}
            title={`Take off ${one}`}
            onClick={() => change({ tags: tags.filter((other) => other !== one) })}
          >
            <span class="name">{one}</span> ×
          </button>
        ))}
        <input
          type="text"
          aria-label="Add a tag"
          placeholder="Add a tag"
          maxLength={MAX_TAG_LENGTH}
          disabled={tags.length >= MAX_TAGS}
          value={tag.value}
          onInput={(event) => {
            tag.value = event.currentTarget.value;
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' && event.key !== ',') return;
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
          value={note}
          onChange={(event) => {
            const next = event.currentTarget.value.trim();
            if (next !== note) change({ note: next });
          }}
        />
      </label>
    </fieldset>
  );
}
