import { InMemoryBackend } from '../in-memory-backend.ts';
import { refusal } from '../metrics-error.ts';
import type { MetricsRegistry } from '../metrics-registry.ts';
import { type ConnectWorkerOptions, connectWorker } from './connect-worker.ts';
import type { MessageEndpoint } from './worker-messages.ts';

/**
 * The default backend for a page with workers: the page's values live as ever, and each connected worker has a lane of shared
 * memory for its own. One registry may have it. `connectWorker` does the same for a registry over any other backend.
 */
export class SharedMemoryBackend extends InMemoryBackend {
  #registry: MetricsRegistry | null = null;

  /** Whether workers share memory with this realm, or send messages: a page must be cross-origin isolated for it. */
  get isShared(): boolean {
    return typeof SharedArrayBuffer === 'function' && globalThis.crossOriginIsolated !== false;
  }

  /** @internal */
  attach(registry: MetricsRegistry): void {
    this.#registry = registry;
  }

  /** As `connectWorker`, for the registry that has this backend. @throws MetricsError as `connectWorker` */
  connect(worker: MessageEndpoint, options?: ConnectWorkerOptions): () => void {
    const action = 'connect a worker';
    if (this.#registry === null) throw refusal('invalid-operation', action, 'the backend', 'have a registry', null);
    return connectWorker(this.#registry, worker, options);
  }
}
