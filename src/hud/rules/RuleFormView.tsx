import { useSignal } from '@preact/signals';
import { useId, useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { RuleActionName } from '../../metrics/index.ts';
import type { FlightRules, ListedRule, UserRule } from '../../sessions/flight/flight-types.ts';
import { useFigures, useHud } from '../model/hud-context.ts';
import { Choice } from '../parts/Choice.tsx';
import {
  EMPTY_FORM,
  proposedFigures,
  type RuleFigure,
  type RuleForm,
  ruleFields,
  ruleFigures,
  ruleProblems,
  ruleText,
  saysUnit,
} from './rule-form.ts';

const COMPARISONS = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' } as const;
const ACTIONS: readonly (readonly [action: RuleActionName, name: string, title: string])[] = [
  ['mark', 'Mark', 'Notes the moment, on every chart over time'],
  ['snapshot', 'Snapshot', 'Keeps the frames from four seconds before to one after'],
  ['console', 'Console', 'Writes a warning to the console'],
];

interface CallbackName {
  readonly name: string;
  readonly isThere: boolean;
}

interface Props {
  /** The rule that is being changed; null: a new one is made. */
  readonly edited: ListedRule | null;
  readonly callbacks: FlightRules['callbacks'];
  /** @throws MetricsError for what is no rule after all */
  readonly onDone: (rule: UserRule) => void;
  readonly onCancel: () => void;
}

/** The fields of a rule. A whole rule that is typed or pasted into the first fills the others. */
export function RuleFormView({ edited, callbacks, onDone, onCancel }: Props) {
  const hud = useHud();
  const id = useId();
  const form = useSignal<RuleForm>(formOf(edited));
  const figures = useSignal<readonly RuleFigure[]>([]);
  /** Those that there are, and those that the rule calls. */
  const names = useSignal<readonly CallbackName[]>([]);
  /** Nobody is told what is wrong before he is done. */
  const isTold = useSignal(false);
  const refusal = useSignal('');
  const first = useRef<HTMLInputElement>(null);
  const renewFigures = () => {
    figures.value = ruleFigures(hud.host.stats({ lastMs: 1 }), hud.host.metrics.registry);
    renewNames();
  };
  // Whatever code comes, or goes, while the form is open.
  const renewNames = () => {
    const next = [...new Set([...callbacks.keys(), ...form.peek().callbacks])].map((name) => ({
      name,
      isThere: callbacks.has(name),
    }));
    const before = names.peek();
    if (next.length === before.length && next.every(({ name, isThere }, k) => isSame(before[k], name, isThere))) return;
    names.value = next;
  };
  useFigures(renewNames);
  useLayoutEffect(() => {
    renewFigures();
    if (edited !== null) first.current?.focus();
  }, []);
  const change = (part: Partial<RuleForm>) => {
    form.value = { ...form.peek(), ...part };
    refusal.value = '';
  };
  /** Takes a whole rule apart that stands in the first field. */
  const spread = () => {
    const fields = ruleFields(form.peek().figure);
    if (fields !== null) change(fields);
  };
  const typed = form.value.figure;
  const proposed = useMemo(() => proposedFigures(figures.value, typed), [figures.value, typed]);
  const unit = figures.value.find((figure) => figure.id === form.value.figure.trim())?.unit;
  const problems = isTold.value ? ruleProblems(form.value, figures.value) : {};
  const submit = (event: Event) => {
    event.preventDefault();
    spread();
    renewFigures();
    isTold.value = true;
    const rule = form.peek();
    const wrong = Object.keys(ruleProblems(rule, figures.peek()))[0];
    if (wrong !== undefined) {
      (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[name="${wrong}"]`)?.focus();
      return;
    }
    const { unit } = figures.peek().find((figure) => figure.id === rule.figure.trim()) ?? {};
    try {
      onDone({
        when: ruleText(rule, unit),
        do: [...rule.actions, ...rule.callbacks.map((callback) => ({ callback }))],
      });
      isTold.value = false;
      form.value = EMPTY_FORM;
    } catch (error) {
      refusal.value = error instanceof Error ? error.message : String(error);
    }
  };
  const field = (name: 'figure' | 'value' | 'over' | 'hold') => ({
    name,
    type: 'text' as const,
    autocomplete: 'off',
    spellcheck: false,
    value: form.value[name],
    'aria-invalid': problems[name] !== undefined,
    'aria-describedby': problems[name] === undefined ? undefined : `${id}-${name}`,
    onInput: (event: Event & { currentTarget: HTMLInputElement }) => change({ [name]: event.currentTarget.value }),
  });
  const problem = (name: keyof RuleForm) =>
    problems[name] !== undefined && (
      <p class="problem" id={`${id}-${name}`}>
        {problems[name]}
      </p>
    );
  return (
    <form class="rule-form" aria-label={edited === null ? 'New rule' : 'Rule'} noValidate onSubmit={submit}>
      <h2>{edited === null ? 'New rule' : 'Edit rule'}</h2>
      <div class="fields condition">
        <input
          {...field('figure')}
          ref={first}
          aria-label="Figure"
          placeholder="frame.p99, or a whole rule"
          list={`${id}-figures`}
          onFocus={renewFigures}
          onChange={spread}
        />
        <datalist id={`${id}-figures`}>
          {proposed.map((figure) => (
            <option key={figure.id} value={figure.id} label={figure.unit === 'count' ? undefined : figure.unit} />
          ))}
        </datalist>
        <Choice
          label="Comparison"
          value={form.value.comparison}
          options={COMPARISONS}
          onChange={(comparison) => change({ comparison })}
        />
        <input {...field('value')} aria-label="Value" placeholder="25" />
        <span class="unit-of">
          {saysUnit(form.value.value) || unit === 'count' ? '' : unit === 'percent' ? '%' : unit}
        </span>
      </div>
      {problem('figure')}
      {problem('value')}
      <div class="fields">
        <label>
          over <input {...field('over')} placeholder="1s" disabled={form.value.figure.includes(':')} />
        </label>
        <label>
          for <input {...field('hold')} placeholder="0s" />
        </label>
        <span class="checks">
          {ACTIONS.map(([action, name, title], k) => (
            <label key={action} class="check" title={title}>
              <input
                type="checkbox"
                name={k === 0 ? 'actions' : undefined}
                aria-describedby={problems.actions === undefined ? undefined : `${id}-actions`}
                checked={form.value.actions.includes(action)}
                onChange={(event) => {
                  const others = form.peek().actions.filter((other) => other !== action);
                  change({ actions: event.currentTarget.checked ? [...others, action] : others });
                }}
              />
              {name}
            </label>
          ))}
        </span>
      </div>
      {names.value.length > 0 && (
        <div class="fields callbacks">
          <span class="label">Call</span>
          {names.value.map(({ name, isThere }) => (
            <label key={name} class="check" title={name}>
              <input
                type="checkbox"
                checked={form.value.callbacks.includes(name)}
                onChange={(event) => {
                  const others = form.peek().callbacks.filter((other) => other !== name);
                  change({ callbacks: event.currentTarget.checked ? [...others, name] : others });
                }}
              />
              <span class="name">{name}</span>
              {!isThere && <span class="reason">is not there</span>}
            </label>
          ))}
        </div>
      )}
      {problem('over')}
      {problem('hold')}
      {problem('actions')}
      {refusal.value !== '' && (
        <p class="problem" role="alert">
          {refusal}
        </p>
      )}
      <div class="fields end">
        {edited !== null && (
          <button type="button" onClick={onCancel}>
            Cancel
          </button>
        )}
        <button type="submit" class="primary">
          {edited === null ? 'Add rule' : 'Save rule'}
        </button>
      </div>
    </form>
  );
}

function isSame(before: CallbackName | undefined, name: string, isThere: boolean): boolean {
  return before?.name === name && before.isThere === isThere;
}

function formOf(rule: ListedRule | null): RuleForm {
  const fields = rule && ruleFields(rule.when);
  if (rule === null || fields === null) return EMPTY_FORM;
  const { actions } = rule;
  return {
    ...fields,
    actions: ACTIONS.map(([action]) => action).filter((action) => actions.includes(action)),
    callbacks: actions.flatMap((action) => (typeof action === 'string' ? [] : action.callback)),
  };
}
