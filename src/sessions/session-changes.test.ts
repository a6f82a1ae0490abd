import { describe, expect, it } from 'vitest';
import { checkChanges } from './session-changes.ts';

describe('checkChanges', () => {
  it('gives what changes, each tag once', () => {
    const changes = { name: ' a ', tags: ['x', 'y', 'x'], note: '', pinned: true };
    expect(checkChanges('s', changes)).toEqual({ ...changes, tags: ['x', 'y'] });
    expect(checkChanges('s', {})).toEqual({});
  });

  it('takes what is as long as it may be', () => {
    const tags = Array.from({ length: 32 }, (_, k) => String(k).padStart(64, 't'));
    const changes = { name: 'n'.repeat(200), tags, note: 'n'.repeat(4096) };
    expect(checkChanges('s', changes)).toEqual(changes);
  });

  it.each([
    [null, 'the changes must be an object, current value is null'],
    [{ title: 'a' }, 'a change must be one of name,tags,note,pinned, current value is "title"'],
    [{ name: '' }, 'name must be a text of 1 to 200 characters, current value is ""'],
    [{ name: ' ' }, 'name must be a text of 1 to 200 characters, current value is " "'],
    [{ name: 5 }, 'name must be a text of 1 to 200 characters, current value is 5'],
    [{ name: 'n'.repeat(201) }, 'name must be a text of 1 to 200 characters, current value is '],
    [{ tags: 'a' }, 'tags must be an array of at most 32 texts, current value is "a"'],
    [{ tags: Array(33).fill('a') }, 'tags must be an array of at most 32 texts, current value is '],
    [{ tags: ['a', ' '] }, 'tags.1 must be a text of 1 to 64 characters, current value is " "'],
    [{ tags: ['a'.repeat(65)] }, 'tags.0 must be a text of 1 to 64 characters, current value is '],
    [{ note: null }, 'note must be a text of at most 4096 characters, current value is null'],
    [{ note: 'n'.repeat(4097) }, 'note must be a text of at most 4096 characters, current value is '],
    [{ pinned: 1 }, 'pinned must be true or false, current value is 1'],
  ])('refuses %j', (changes, message) => {
    let error: unknown;
    try {
      checkChanges('s', changes as never);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ name: 'SessionError', code: 'invalid' });
    expect(String(error)).toContain(`Cannot change session "s": ${message}`);
    expect(String(error).length).toBeLessThan(400);
  });
});
