import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import { createTestRegistry } from '../../metrics/create-test-registry.ts';
import type { Rule } from './flight-types.ts';
import { parseRule } from './parse-rule.ts';
import { RuleList } from './rule-list.ts';

/** A list over figures that are set by hand, and what it keeps. */
function createRules(kept: unknown = undefined) {
  const { registry } = createTestRegistry();
  const looks: (() => void)[] = [];
  const done: string[] = [];
  const warnings: string[] = [];
  const memory = { kept, listeners: new Set<() => void>() };
  let timeMs = 0;
  const rules = new RuleList({
    registry,
    stats: () => frameStatistics(new Float64Array(20).fill(10), { refreshMs: 10 }),
    every(_, run) {
      looks.push(run);
      return () => void looks.splice(looks.indexOf(run), 1);
    },
    now: () => timeMs,
    mark: (name) => done.push(name),
    snapshot: () => undefined,
    callbacks: new Map([['lower-quality', () => done.push('lower-quality')]]),
    warn: (message) => warnings.push(message),
    parse: (rule) => ({ rule, condition: parseRule(rule.when) }),
    memory: () => ({
      read: () => memory.kept,
      write: (value) => {
        memory.kept = JSON.parse(JSON.stringify(value));
      },
      onChange(listener) {
        memory.listeners.add(listener);
        return () => memory.listeners.delete(listener);
      },
    }),
  });
  const look = () => {
    timeMs += 250;
    for (const each of [...looks]) each();
  };
  const watch = (rule: Rule) => rules.watch({ rule, condition: parseRule(rule.when) }, 'page');
  return { rules, looks, done, warnings, memory, look, watch };
}

const SLOW = { when: 'frame.max > 5', do: ['mark'] } as const;
const NEVER = { when: 'frame.max > 50', do: ['snapshot', 'console'] } as const;

describe('RuleList', () => {
  it('lists the rules with what they do and where they stand, the user’s last', () => {
    const { rules, look, watch, done } = createRules();
    rules.add(SLOW);
    watch({ when: 'frame.max > 50', do: ['mark', () => undefined] });
    rules.watch({ rule: { when: 'a:b > 1' }, condition: parseRule('a:b > 1') }, 'configuration');
    look();
    expect(rules.list).toMatchObject([
      { when: 'frame.max > 50', actions: ['mark', 'callback'], origin: 'page', isOn: true, state: { value: 10 } },
      { when: 'a:b > 1', actions: ['mark', 'snapshot'], origin: 'configuration', state: { value: Number.NaN } },
      { when: 'frame.max > 5', origin: 'user', state: { firedCount: 1, firedMs: 250, sinceMs: 250 } },
    ]);
    expect(done).toEqual(['frame.max > 5']);
  });

  it('calls by name what the page’s code has given, and keeps the name', () => {
    const { rules, look, done, memory } = createRules();
    const rule = { when: 'frame.max > 5', do: [{ callback: 'lower-quality' }] } as const;
    rules.add(rule);
    look();
    expect(done).toEqual(['lower-quality']);
    expect([...rules.callbacks.keys()]).toEqual(['lower-quality']);
    expect(memory.kept).toEqual({ rules: [{ ...rule, isOn: true }] });
    const later = createRules(memory.kept).rules;
    later.recall();
    expect(later.list).toMatchObject([{ actions: rule.do }]);
  });

  it('switches a rule of the user’s off and, from new, on again', () => {
    const { rules, looks, look, done } = createRules();
    rules.add(SLOW);
    look();
    const { id } = rules.list[0] ?? { id: 0 };
    rules.setOn(id, false);
    expect([looks.length, rules.list[0]?.isOn, rules.list[0]?.state.firedCount]).toEqual([0, false, 0]);
    rules.setOn(id, true);
    look();
    expect(done).toHaveLength(2);
  });

  it('changes a rule in its place, and leaves it when the new one is wrong', () => {
    const { rules, look, done } = createRules();
    rules.add(NEVER);
    rules.add(SLOW);
    const { id } = rules.list[0] ?? { id: 0 };
    rules.change(id, { when: 'frame.max > 1', do: ['mark'] });
    expect(() => rules.change(id, { when: 'nonsense', do: [] })).toThrow('the rule must be as');
    look();
    expect(rules.list.map(({ when }) => when)).toEqual(['frame.max > 1', 'frame.max > 5']);
    expect(done.sort()).toEqual(['frame.max > 1', 'frame.max > 5']);
  });

  it('keeps the user’s rules, and those alone', () => {
    const { rules, memory, watch } = createRules();
    watch(SLOW);
    rules.add(SLOW);
    rules.add(NEVER);
    rules.setOn(rules.list[2]?.id ?? 0, false);
    const kept = {
      rules: [
        { ...SLOW, isOn: true },
        { ...NEVER, isOn: false },
      ],
    };
    expect(memory.kept).toEqual(kept);
    const later = createRules(memory.kept);
    later.rules.recall();
    later.rules.recall();
    expect(later.rules.list).toMatchObject([
      { when: SLOW.when, origin: 'user', isOn: true },
      { when: NEVER.when, actions: NEVER.do, isOn: false },
    ]);
    later.rules.remove(later.rules.list[0]?.id ?? 0);
    expect(later.memory.kept).toEqual({ rules: [{ ...NEVER, isOn: false }] });
  });

  it('takes over what another page keeps, and lets what is still kept go on', () => {
    const { rules, memory, look } = createRules({ rules: [SLOW, SLOW, NEVER] });
    rules.recall();
    look();
    const before = rules.list;
    expect(before.map(({ state }) => state.firedCount)).toEqual([1, 1, 0]);
    memory.kept = { rules: [SLOW, SLOW, { ...SLOW, isOn: false }] };
    for (const listener of memory.listeners) listener();
    expect(rules.list.map(({ when, isOn, state }) => [when, isOn, state.firedCount])).toEqual([
      [SLOW.when, true, 1],
      [SLOW.when, true, 1],
      [SLOW.when, false, 0],
    ]);
    expect(rules.list.slice(0, 2).map(({ id }) => id)).toEqual(before.slice(0, 2).map(({ id }) => id));
    memory.kept = { rules: [{ ...SLOW, isOn: false }, SLOW, { ...SLOW, isOn: false }] };
    for (const listener of memory.listeners) listener();
    expect(rules.list.map(({ id, isOn }) => [id === before[0]?.id || id === before[1]?.id, isOn])).toEqual([
      [true, true],
      [true, false],
      [false, false],
    ]);
    memory.kept = { rules: [SLOW, SLOW, { ...SLOW, isOn: false }] };
    for (const listener of memory.listeners) listener();
    rules.add(NEVER);
    expect(memory.kept).toMatchObject({ rules: [{ isOn: true }, { isOn: true }, { isOn: false }, NEVER] });
    // As where nothing is remembered any more.
    memory.kept = undefined;
    for (const listener of memory.listeners) listener();
    expect(rules.list).toHaveLength(4);
    rules.destroy();
    expect(memory.listeners.size).toBe(0);
  });

  it.each([
    undefined,
    null,
    5,
    [],
    { rules: 'x' },
    { rules: [null, 5, {}, { when: 5, do: [] }, { when: 'x', do: [] }] },
  ])('recalls nothing from %j', (kept) => {
    const { rules } = createRules(kept);
    rules.recall();
    expect(rules.list).toEqual([]);
  });

  it('leaves out what a kept rule cannot do', () => {
    const { rules } = createRules({
      rules: [{ when: SLOW.when, do: ['explode', 'mark', null, { callback: 5 }, { call: 'x' }] }],
    });
    rules.recall();
    expect(rules.list).toMatchObject([{ actions: ['mark'], isOn: true }]);
  });

  it('leaves the rules of the page to the page', () => {
    const { rules, watch, looks } = createRules();
    const stop = watch(NEVER);
    const { id } = rules.list[0] ?? { id: 0 };
    rules.setOn(id, false);
    rules.change(id, SLOW);
    rules.remove(id);
    expect(rules.list).toMatchObject([{ when: NEVER.when, isOn: true }]);
    stop();
    expect([rules.list, looks]).toEqual([[], []]);
  });

  it('refuses more than a page can bear', () => {
    const { rules } = createRules();
    for (let k = 0; k < 32; k++) rules.add(NEVER);
    expect(() => rules.add(NEVER)).toThrow('your rules must be at most 32, current value is 33');
  });

  it('tells listeners of changes, goes on when one throws, and ends with everything', () => {
    const { rules, warnings, looks } = createRules();
    let calls = 0;
    rules.subscribe(() => {
      throw new Error('broken');
    });
    const stop = rules.subscribe(() => calls++);
    rules.add(SLOW);
    stop();
    rules.add(SLOW);
    expect([calls, warnings]).toEqual([1, ['Error: broken', 'Error: broken']]);
    rules.destroy();
    expect([rules.list, looks]).toEqual([[], []]);
  });
});
