/** The display's refresh period, and how it is known. */
export interface Refresh {
  /** NaN while unknown. */
  periodMs: number;
  /** `worker`: measured in a worker, apart from the load. `fit`: fitted to this page's frames. `given`: stated by the host. */
  method: 'pending' | 'fit' | 'worker' | 'given';
}
