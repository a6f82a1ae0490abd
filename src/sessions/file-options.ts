/**
 * What a session is written as: `json` the snapshot, all of the session; `csv` one row a frame, with all of the session too;
 * `presentmon` a CSV that CapFrameX and PresentMon's tools read; `trace` a timeline that Perfetto shows.
 */
export type SessionFormat = 'json' | 'csv' | 'presentmon' | 'trace';

/** What `redact` can take out of a file; src/sessions/README.md says what takes its place. */
export type RedactedPart = 'url' | 'userAgent' | 'gpu' | 'thumbnail' | 'name' | 'tags' | 'note' | 'labels' | 'events';

export interface SessionFileOptions {
  /** Ends the work: it rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
  /** Told how much is done, from 0 to 1. */
  onProgress?: ((done: number) => void) | undefined;
}

export interface SessionExportOptions extends SessionFileOptions {
  /** Default `'json'`. */
  format?: SessionFormat | undefined;
  /** Default false. */
  gzip?: boolean | undefined;
  /** What others should not see is taken out: all of it, or the parts named. Default false. */
  redact?: boolean | readonly RedactedPart[] | undefined;
}
