/** Calls a function every so many ms; what it gives stops that. In Node the timer alone does not keep the process alive. */
export function callEvery(ms: number, call: () => void): () => void {
  const timer = setInterval(call, ms);
  (timer as { unref?: () => void }).unref?.();
  return () => clearInterval(timer);
}
