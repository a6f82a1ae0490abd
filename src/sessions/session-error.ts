/**
 * Why a session could not be stored or read: `quota` the disk is full, `blocked` IndexedDB is missing, held by another page or
 * failing, `version` the store or file is of a newer Framescope, `corrupt` it is broken, `not-found` there is no such session.
 */
export type SessionErrorCode = 'quota' | 'blocked' | 'version' | 'corrupt' | 'not-found';

/** The one error class of sessions. Recording never throws it: it goes on in memory. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
  readonly code: SessionErrorCode;

  constructor(code: SessionErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
