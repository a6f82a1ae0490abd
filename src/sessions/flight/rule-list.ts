import { isRuleConfigAction } from '../../metrics/config/rule-config.ts';
import { refusal } from '../../metrics/metrics-error.ts';
import type { FlightRules, ListedRule, Rule, RuleCallback, RuleOrigin, RuleState, UserRule } from './flight-types.ts';
import type { ParsedRule } from './parse-rule.ts';
import { actionsOf, createRuleState, type RuleWatchOptions, watchRule } from './watch-rule.ts';

/** Where the user's rules are kept. What comes back may be anything. */
export interface RuleMemory {
  read(): unknown;
  write(kept: { readonly rules: readonly (UserRule & { readonly isOn: boolean })[] }): void;
  /** Calls back when somebody else has written; what it gives ends that. */
  onChange(listener: () => void): () => void;
}

export interface RuleListOptions extends RuleWatchOptions {
  /** @throws MetricsError `invalid-operation` for what is no rule */
  parse(rule: Rule): ParsedRule;
  /** As it is at the time: a scope may be told later that it keeps nothing. */
  memory(): RuleMemory;
}

interface Entry {
  readonly id: number;
  readonly origin: RuleOrigin;
  parsed: ParsedRule;
  state: RuleState;
  /** Null while it is switched off. */
  stop: (() => void) | null;
}

/** What is watched costs statistics four times a second. */
const MAX_USER_RULES = 32;

/** The rules of a scope: those of the page and its configuration, and the user's, which are kept. */
export class RuleList implements FlightRules {
  readonly #options: RuleListOptions;
  readonly #listeners = new Set<() => void>();
  #entries: readonly Entry[] = [];
  #stopRecalling: (() => void) | null = null;
  #nextId = 1;

  constructor(options: RuleListOptions) {
    this.#options = options;
  }

  get list(): readonly ListedRule[] {
    return [...this.#entries]
      .sort((a, b) => Number(a.origin === 'user') - Number(b.origin === 'user'))
      .map(({ id, origin, parsed: { rule }, state, stop }) => ({
        id,
        when: rule.when,
        actions: actionsOf(rule).map((action) => (typeof action === 'function' ? 'callback' : action)),
        origin,
        isOn: stop !== null,
        state,
      }));
  }

  get callbacks(): ReadonlyMap<string, RuleCallback> {
    return this.#options.callbacks;
  }

  /** Watches a rule that only who made it ends: by what this gives. */
  watch(parsed: ParsedRule, origin: RuleOrigin): () => void {
    const entry = this.#add(parsed, origin, true);
    this.#tell();
    return () => this.#drop(entry);
  }

  /**
   * Watches the rules that the user made before, and from now on those that are made on other pages of the origin; what cannot be used of them
   * is left out. Once: further calls do nothing.
   */
  recall(): void {
    if (this.#stopRecalling !== null) return;
    this.#stopRecalling = this.#options.memory().onChange(() => {
      // Where nothing is remembered any more, or all was cleared, what is watched stays this page's.
      if (this.#options.memory().read() === undefined) return;
      for (const entry of this.#takeKept()) this.#drop(entry);
      this.#tell();
    });
    this.#takeKept();
    this.#tell();
  }

  /** Watches what is kept and is not watched yet. The user's rules that are not kept. */
  #takeKept(): Entry[] {
    const others = this.#entries.filter(({ origin }) => origin === 'user');
    const { rules } = Object(this.#options.memory().read()) as { rules?: unknown };
    for (const kept of Array.isArray(rules) ? rules.slice(0, MAX_USER_RULES) : []) {
      const { when, do: actions, isOn: wasOn } = Object(kept) as Record<string, unknown>;
      if (!Array.isArray(actions)) continue;
      const rule = { when: when as string, do: actions.filter(isRuleConfigAction) };
      const isOn = wasOn !== false;
      // One that was only switched is the same rule, unless there is one like it that was not.
      const isSame = ({ isOn: _, ...known }: ReturnType<typeof keptForm>) =>
        JSON.stringify(known) === JSON.stringify(rule);
      const same = others.filter((entry) => isSame(keptForm(entry)));
      const entry = same.find(({ stop }) => (stop !== null) === isOn) ?? same[0];
      if (entry !== undefined) {
        others.splice(others.indexOf(entry), 1);
        if ((entry.stop !== null) !== isOn) this.#switch(entry, isOn);
      } else {
        try {
          this.#add(this.#options.parse(rule), 'user', isOn);
        } catch {
          // Of another version, or by another hand.
        }
      }
    }
    return others;
  }

  add(rule: UserRule): void {
    const parsed = this.#options.parse(rule);
    const count = this.#entries.filter(({ origin }) => origin === 'user').length;
    if (count >= MAX_USER_RULES)
      throw refusal('invalid-operation', 'watch a rule', 'your rules', `be at most ${MAX_USER_RULES}`, count + 1);
    this.#add(parsed, 'user', true);
    this.#keep();
  }

  change(id: number, rule: UserRule): void {
    const parsed = this.#options.parse(rule);
    const entry = this.#userEntry(id);
    if (entry === undefined) return;
    entry.parsed = parsed;
    this.#switch(entry, true);
    this.#keep();
  }

  setOn(id: number, isOn: boolean): void {
    const entry = this.#userEntry(id);
    if (entry === undefined) return;
    this.#switch(entry, isOn);
    this.#keep();
  }

  remove(id: number): void {
    const entry = this.#userEntry(id);
    if (entry === undefined) return;
    this.#drop(entry);
    this.#keep();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  destroy(): void {
    this.#stopRecalling?.();
    this.#listeners.clear();
    for (const { stop } of this.#entries) stop?.();
    this.#entries = [];
  }

  #userEntry(id: number): Entry | undefined {
    return this.#entries.find((entry) => entry.id === id && entry.origin === 'user');
  }

  #add(parsed: ParsedRule, origin: RuleOrigin, isOn: boolean): Entry {
    const entry: Entry = { id: this.#nextId++, origin, parsed, state: createRuleState(), stop: null };
    this.#entries = [...this.#entries, entry];
    this.#switch(entry, isOn);
    return entry;
  }

  /** Off, or on from new: what held or was counted before is forgotten. */
  #switch(entry: Entry, isOn: boolean): void {
    entry.stop?.();
    entry.state = createRuleState();
    entry.stop = isOn ? watchRule(entry.parsed, this.#options, entry.state) : null;
  }

  #drop(entry: Entry): void {
    entry.stop?.();
    this.#entries = this.#entries.filter((other) => other !== entry);
    this.#tell();
  }

  #keep(): void {
    this.#options.memory().write({ rules: this.#entries.filter(({ origin }) => origin === 'user').map(keptForm) });
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener();
      } catch (error) {
        this.#options.warn(String(error));
      }
    }
  }
}

/** What is kept of a user's rule. */
function keptForm({ parsed: { rule }, stop }: Entry) {
  return { when: rule.when, do: actionsOf(rule).filter(isRuleConfigAction), isOn: stop !== null };
}
