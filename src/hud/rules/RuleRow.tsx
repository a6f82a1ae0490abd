import { useMemo } from 'preact/hooks';
import { figureUnit } from '../../sessions/flight/figure-unit.ts';
import type { FlightRules, ListedRule } from '../../sessions/flight/flight-types.ts';
import { useFigures, useHud } from '../model/hud-context.ts';
import { IconButton } from '../parts/IconButton.tsx';
import { createLiveText } from '../parts/live-text.ts';
import { ruleFields } from './rule-form.ts';
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
  const figure = useMemo(() => ruleFields(when)?.figure ?? '', [when]);
  const write = () => {
    const nowMs = performance.now();
    status.set(...ruleStatus(rule, nowMs));
    const text = `${ruleActions(rule, callbacks)} · ${ruleFacts(rule, figureUnit(figure, hud.host.metrics.registry) ?? 'count', nowMs)}`;
    facts.set(text, '', text);
  };
  useFigures(write, facts);
  write();
  return (
    <li>
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
