import { expect, it } from 'vitest';
import { createExamplePage } from './example-session.ts';
import { summaryOf } from './session-record.ts';

it('reads a summary that was stored before sessions had notes as one without a note', async () => {
  const { summary } = await createExamplePage().sessions.start();
  const { note: _, ...old } = summary;
  expect(summaryOf(old)).toEqual({ ...summary, note: '' });
  expect(summaryOf({ ...old, note: 'kept' }).note).toBe('kept');
});
