import { useMemo } from 'preact/hooks';
import type { Unit } from '../../metrics/index.ts';
import type { FlightRules, ListedRule } from '../../sessions/flight/flight-types.ts';
import { useFigures, useHud } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { createLiveText } from '../parts/live-text.ts';
import { ruleFields, ruleFigures } from './rule-form.ts';
import { ruleActions, ruleFacts, ruleStatus } from './rule-status.ts';

interface Props {
  readonly rule: ListedRule;
  readonly callbacks: FlightRules['callbacks'];
  readonly onSwitch: (isOn: boolean) => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
}

const ORIGINS: Readonly<Record<Exclude<ListedRule['origin'], 'user'>, readonly [name: string, title: string]>> = {
  page: ['page', 'Made by the page’s code'],
  configuration: ['config', 'Made by the configuration of the metrics'],
};

/** A rule with where it stands; the user's can be switched, edited and removed. */
export function RuleRow({ rule, callbacks, onSwitch, onEdit, onRemove }: Props) {
  const hud = useHud();
  const { when, origin, isOn } = rule;
  const [status, facts] = useMemo(() => [createLiveText(), createLiveText()] as const, []);
  // A metric that is not there yet has no unit yet; looking through all of them is worth it only where there are others than before.
  const unit = useMemo(() => {
    let known: Unit | undefined;
    let seen = -1;
    const figure = ruleFields(when)?.figure;
    return () => {
      const { revision } = hud.host.metrics.registry;
      if (known !== undefined || revision === seen) return known ?? 'count';
      seen = revision;
      known = ruleFigures(hud.host.stats({ lastMs: 1 }), hud.host.metrics.registry).find(
        ({ id }) => id === figure,
      )?.unit;
      return known ?? 'count';
    };
  }, [when]);
  const write = () => {
    const nowMs = performance.now();
    status.set(...ruleStatus(rule, nowMs));
    const text = `${ruleActions(rule, callbacks)} · ${ruleFacts(rule, unit(), nowMs)}`;
    facts.set(text, '', text);
  };
  useFigures(write);
  write();
  return (
    <li data-origin={origin}>
      <input
        type="checkbox"
        aria-label={`Watch ${when}`}
        title={origin === 'user' ? 'Watch this rule' : ORIGINS[origin][1]}
        checked={isOn}
        disabled={origin !== 'user'}
        onChange={(event) => onSwitch(event.currentTarget.checked)}
      />
      <span class="name" title={when}>
        {when}
      </span>
      <span class="facts" ref={facts.ref} />
      <span class="status" ref={status.ref} />
      <span class="actions">
        {origin === 'user' ? (
          <>
            <IconButton icon="edit" label={`Edit ${when}`} onClick={onEdit} />
            <IconButton icon="remove" label={`Remove ${when}`} onClick={onRemove} />
          </>
        ) : (
          <span class="origin" title={ORIGINS[origin][1]}>
            {ORIGINS[origin][0]}
          </span>
        )}
      </span>
    </li>
  );
}
