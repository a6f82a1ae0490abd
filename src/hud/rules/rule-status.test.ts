import { describe, expect, it } from 'vitest';
import type { ListedRule, RuleState } from '../../sessions/flight/flight-types.ts';
import { ruleFacts, ruleStatus } from './rule-status.ts';

const NEW: RuleState = {
  value: 12,
  problem: '',
  sinceMs: Number.NaN,
  hasFired: false,
  firedCount: 0,
  firedMs: Number.NaN,
};
const rule = (state: Partial<RuleState> = {}, isOn = true): ListedRule => ({
  id: 1,
  when: 'frame.p99 > 25ms',
  actions: ['mark'],
  origin: 'user',
  isOn,
  state: { ...NEW, ...state },
});

describe('ruleStatus', () => {
  it.each([
    [rule(), 'Waiting', ''],
    [rule({ sinceMs: 1000 }), 'Holds 1.5 s', 'over'],
    [rule({ sinceMs: 1000, hasFired: true }), 'Firing', 'over'],
    [rule({ sinceMs: 1000, hasFired: true }, false), 'Off', 'muted'],
    [rule({ problem: 'The unit must fit "bytes"' }), 'Wrong unit', 'warning'],
  ])('tells of %j', (given, text, state) => {
    expect(ruleStatus(given, 2500)).toEqual([text, state]);
  });
});

describe('ruleFacts', () => {
  it.each([
    [rule(), 'now 12.0 ms'],
    [rule({ value: Number.NaN }), 'no value'],
    [rule({ firedCount: 3, firedMs: 90_000 }), 'now 12.0 ms · fired 3×, 10 s ago'],
    [rule({ firedCount: 1200, firedMs: 1000 }), 'now 12.0 ms · fired 1,200×, 1:39 ago'],
    [rule({}, false), 'not watched'],
    [rule({ problem: 'The unit must fit "bytes"' }), 'The unit must fit "bytes"'],
  ])('tells of %j', (given, text) => {
    expect(ruleFacts(given, 'ms', 100_000)).toBe(text);
  });
});
