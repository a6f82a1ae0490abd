import type { HistogramState } from '../histogram.ts';
import type { MetricDescriptor } from '../metric-descriptor.ts';

/** From the page to a worker's global scope, with a port; from then on both talk over that. */
export interface ConnectMessage {
  readonly framescope: 'connect';
  /** Whether rows may come by shared memory. */
  readonly shared: boolean;
  /** Where the two talk from now on; null: where this came. */
  readonly port: MessageEndpoint | null;
}

/** From the page: the last update was merged, the next may come. */
export interface TakenMessage {
  readonly framescope: 'taken';
}

/** Which metric is in which column of the rows to come; null for a column without one. */
export interface LayoutMessage {
  readonly framescope: 'layout';
  readonly layout: number;
  readonly columns: readonly (LaneColumn | null)[];
  /** Where the rows will be; null: they come by messages. */
  readonly lane: SharedArrayBuffer | null;
}

/** The worker has asked for this lock, or holds it from now until it ends. */
export interface AliveMessage {
  readonly framescope: 'alive' | 'held';
  readonly lock: string;
}

/** One column of a worker's rows: a metric's value, or the count or the sum of a histogram or timer. */
export interface LaneColumn {
  readonly descriptor: MetricDescriptor;
  readonly part: 'value' | 'count' | 'sum';
}

/** A histogram at one moment, as data. */
export interface SampledState extends HistogramState {
  readonly count: number;
  readonly sum: number;
}

/** What shared memory does not carry: the buckets of histograms, and without shared memory the row, too. */
export interface UpdateMessage {
  readonly framescope: 'update';
  readonly layout: number;
  readonly row: Float64Array | null;
  /** By the column of the count, as they stand. */
  readonly histograms: readonly (readonly [column: number, state: SampledState])[];
}

export type WorkerMessage = ConnectMessage | TakenMessage | AliveMessage | LayoutMessage | UpdateMessage;

/** What a port has that both browsers and Node give: a worker, its global scope, or an end of a MessageChannel. */
export interface MessageEndpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: string, listener: (event: MessageEvent) => void): void;
  removeEventListener(type: string, listener: (event: MessageEvent) => void): void;
  start?(): void;
  close?(): void;
}

/** The message of an event that is ours; undefined for the host's own. */
export function messageOf(event: MessageEvent): WorkerMessage | undefined {
  const { data } = event as { data: unknown };
  return typeof data === 'object' && data !== null && 'framescope' in data ? (data as WorkerMessage) : undefined;
}
