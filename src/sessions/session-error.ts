import { mismatch } from '../metrics/metrics-error.ts';

/**
 * Why a session could not be stored or read: `quota` the disk is full, `blocked` IndexedDB is missing, held by another page or
 * failing, `version` the store or file is of a newer Framescope, `corrupt` it is broken, `not-found` there is no such session,
 * `invalid` the call itself is wrong.
 */
export type SessionErrorCode = 'quota' | 'blocked' | 'version' | 'corrupt' | 'not-found' | 'invalid';

/** The one error class of sessions. A recording that runs never throws it: it goes on in memory. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The error of an argument that is wrong: see `refusal()` of the metrics. */
export function invalidArgument(action: string, part: string, wanted: string, got: unknown): SessionError {
  return new SessionError('invalid', `Cannot ${action}: ${mismatch(part, wanted, got)}`);
}
