/** An id that no other page makes, and that sorts by the time when the session was stored. */
export function createSessionId(nowMs: number): string {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return `${Math.trunc(nowMs).toString(36)}-${random.toString(36)}`;
}
