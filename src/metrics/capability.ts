/** Whether a measurement can be had here. A missing capability is a value with a reason, never an exception. */
export type Capability =
  | { readonly status: 'ready' }
  | { readonly status: 'pending' | 'unsupported'; readonly reason: string };

export const READY: Capability = Object.freeze({ status: 'ready' });
