import { expect, test } from 'vitest';
import { exportFileName } from './session-files.ts';

test('names a file after its session and kind, and a redacted one after neither name nor tags', () => {
  const session = { name: 'Boss <fight>' };
  expect(exportFileName(session, 'json', false)).toBe('Boss-fight.framescope.json');
  expect(exportFileName(session, 'gzip', false)).toBe('Boss-fight.framescope.json.gz');
  expect(exportFileName(session, 'presentmon', false)).toBe('Boss-fight.presentmon.csv');
  expect(exportFileName(session, 'trace', true)).toBe('redacted.trace.json');
});
