import { describe, MetricsError, mismatch } from '../metrics-error.ts';
import type { AnyMetricsConfig } from './metrics-config.ts';

/** What the file of an address says, unchecked. @throws MetricsError `invalid-config` for a file that cannot be had or is no JSON */
export async function fetchConfig(url: string | URL): Promise<AnyMetricsConfig> {
  let text: string | undefined;
  try {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    text = await response.text();
    return JSON.parse(text);
  } catch (cause) {
    // A server that does not have the file may answer with its start page.
    const problem = text === undefined ? describe(cause) : mismatch('the file', 'be JSON', text);
    const message = `Cannot load the metrics configuration ${describe(String(url))}: ${problem}`;
    throw new MetricsError('invalid-config', message, { cause });
  }
}
