import type { MetricId } from '../../metrics/index.ts';
import type { HudModel } from '../model/hud-model.ts';

/**
 * Why a metric shows a dash, in words.
 *
 * @param isOneFrame whether that is only known of one frame, and others may have it
 */
export function missingReason(hud: HudModel, id: MetricId | string, isOneFrame = false): string {
  const ofFrame = isOneFrame && 'Not measured in this frame';
  if (hud.source.peek().name !== null) return ofFrame || 'Not recorded in this session';
  const capability = hud.host.metrics.registry.capability(id);
  return capability.status === 'ready' ? ofFrame || 'No value yet' : capability.reason;
}
