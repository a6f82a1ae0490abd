import { expect, it } from 'vitest';
import * as sessions from './index.ts';

it('exports what the README names, and nothing else', () => {
  expect(Object.keys(sessions).sort()).toEqual([
    'IndexedDbBackend',
    'SessionError',
    'compareSessions',
    'createSessions',
    'parseSnapshot',
    'readSnapshotFile',
    'redactSession',
    'sessionHitches',
    'slowestFrames',
    'writeCsv',
    'writePresentMon',
    'writeSnapshot',
    'writeTrace',
  ]);
});
