import type { MetricId } from '../../metrics/index.ts';
import type { HudModel } from '../model/hud-model.ts';

/** Why a metric shows a dash, in words. */
export function missingReason(hud: HudModel, id: MetricId | string): string {
  if (hud.source.peek().name !== null) return 'Not recorded in this session';
  const capability = hud.host.metrics.registry.capability(id);
  return capability.status === 'ready' ? 'No value yet' : capability.reason;
}
