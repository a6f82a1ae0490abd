import { bareEnvironment } from './bare-environment.ts';
import { saneEnvironment } from './sane-environment.ts';
import type { SessionEnvironment } from './session-types.ts';

/** What realm and host tell, as data: a host's own function may throw, then it is `otherwise`, or give what no store takes. */
export function askEnvironment(
  ask: () => Partial<SessionEnvironment>,
  otherwise: SessionEnvironment,
): SessionEnvironment {
  try {
    return saneEnvironment(JSON.parse(JSON.stringify({ ...bareEnvironment(), ...ask() })));
  } catch {
    return otherwise;
  }
}
