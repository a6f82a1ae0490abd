import { useSignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { Flight, ListedRule } from '../../sessions/flight/flight-types.ts';
import { useFailure, useHud, useStyles } from '../model/hud-context.ts';
import viewCss from '../parts/view.css?inline';
import { RuleFormView } from './RuleFormView.tsx';
import { RuleRow } from './RuleRow.tsx';
import rulesCss from './rules.css?inline';
import { SnapshotList } from './SnapshotList.tsx';

/** The rules that are watched with where they stand, a form for more, and the snapshots that they take. */
export function RulesView() {
  useStyles(viewCss);
  useStyles(rulesCss);
  const hud = useHud();
  const fail = useFailure();
  const flight = useSignal<Flight | null>(null);
  useLayoutEffect(() => {
    let isShown = true;
    hud.host.flight?.().then((loaded) => {
      if (isShown) flight.value = loaded;
    }, fail);
    return () => {
      isShown = false;
    };
  }, [hud]);
  if (flight.value === null) return <section class="rules" aria-label="Rules" />;
  return (
    <>
      {hud.source.value.name !== null && (
        <p class="empty">These are of the page that runs, not of the session that is shown.</p>
      )}
      <Rules flight={flight.value} />
      <SnapshotList snapshots={flight.value.snapshots} />
    </>
  );
}

function Rules({ flight: { rules } }: { readonly flight: Flight }) {
  const list = useSignal(rules.list);
  const edited = useSignal<ListedRule | null>(null);
  useLayoutEffect(
    () =>
      rules.subscribe(() => {
        list.value = rules.list;
      }),
    [rules],
  );
  return (
    <section class="rules" aria-label="Rules">
      {list.value.length === 0 ? (
        <p class="empty">
          No rule is watched. A rule marks a moment, or keeps the frames around it, when a figure meets a condition.
        </p>
      ) : (
        <ul class="rule-list" aria-label="Watched rules">
          {list.value.map((rule) => (
            <RuleRow
              key={rule.id}
              rule={rule}
              callbacks={rules.callbacks}
              onSwitch={(isOn) => rules.setOn(rule.id, isOn)}
              onEdit={() => {
                edited.value = rule;
              }}
              onRemove={() => {
                if (edited.peek()?.id === rule.id) edited.value = null;
                rules.remove(rule.id);
              }}
            />
          ))}
        </ul>
      )}
      <RuleFormView
        key={edited.value?.id ?? 'new'}
        edited={edited.value}
        callbacks={rules.callbacks}
        onDone={(rule) => {
          const id = edited.peek()?.id;
          // Another page of the origin may have changed or removed it in the meantime.
          if (id !== undefined && rules.list.some((listed) => listed.id === id)) rules.change(id, rule);
          else rules.add(rule);
          edited.value = null;
        }}
        onCancel={() => {
          edited.value = null;
        }}
      />
    </section>
  );
}
