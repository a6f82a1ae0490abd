import type { SessionExportOptions } from '../../sessions/file-options.ts';
import type { SessionSummary } from '../../sessions/session-types.ts';
import { fileNameOf } from '../parts/download-blob.ts';

interface FileKind extends Pick<SessionExportOptions, 'format' | 'gzip'> {
  readonly title: string;
  /** Behind the session's name. */
  readonly suffix: string;
  readonly meaning: string;
}

/** What a session is exported as, in the order in which it is offered. */
export const FILE_KINDS = {
  json: { title: 'JSON', suffix: '.framescope.json', meaning: 'All of the session', format: 'json' },
  gzip: { title: 'JSON.gz', suffix: '.framescope.json.gz', meaning: 'The same, packed', format: 'json', gzip: true },
  csv: { title: 'CSV', suffix: '.framescope.csv', meaning: 'One row a frame, for spreadsheets', format: 'csv' },
  presentmon: {
    title: 'PresentMon',
    suffix: '.presentmon.csv',
    meaning: 'For CapFrameX and PresentMon’s tools',
    format: 'presentmon',
  },
  trace: { title: 'Trace', suffix: '.trace.json', meaning: 'For Perfetto and chrome://tracing', format: 'trace' },
} as const satisfies Readonly<Record<string, FileKind>>;

export type FileKindName = keyof typeof FILE_KINDS;

/** What the file is called; a redacted one does not tell the session's name either. */
export function exportFileName(
  { name }: Pick<SessionSummary, 'name'>,
  kind: FileKindName,
  isRedacted: boolean,
): string {
  return fileNameOf(isRedacted ? 'redacted' : name) + FILE_KINDS[kind].suffix;
}
