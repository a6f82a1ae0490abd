import { describe, expect, it } from 'vitest';
import { MetricsConfigBuilder } from './config/metrics-config-builder.ts';
import { EngineMetrics } from './engine-metrics.ts';

const config = (rule: string) => new MetricsConfigBuilder().rule(rule).build();

describe('EngineMetrics.rules', () => {
  it('carries the rules of each configuration, one that is there already once', () => {
    const metrics = new EngineMetrics();
    expect(metrics.rules).toEqual([]);
    metrics.initializeWithConfig({ version: 2, rules: ['a.b > 1', { when: 'c:d > 1', do: ['mark'] }] });
    metrics.extendWithConfig({ version: 2, rules: [{ when: 'c:d > 1', do: ['mark'] }, 'e:f < 1'] });
    expect(metrics.rules).toEqual(['a.b > 1', { when: 'c:d > 1', do: ['mark'] }, 'e:f < 1']);
    metrics.initializeWithConfig(config('g:h > 1'));
    expect(metrics.rules).toEqual(['g:h > 1']);
  });

  it('keeps those it has when a configuration is wrong', () => {
    const metrics = new EngineMetrics();
    metrics.initializeWithConfig(config('a.b > 1'));
    expect(() => metrics.initializeWithConfig({ version: 2, rules: [5 as unknown as string] })).toThrow('/rules/0');
    expect(metrics.rules).toEqual(['a.b > 1']);
  });

  it('gives them back by toConfig', () => {
    const metrics = new EngineMetrics();
    expect(metrics.toConfig()).not.toHaveProperty('rules');
    metrics.initializeWithConfig({ version: 2, rules: ['a.b > 1', { when: 'c:d > 1', do: 'console' }] });
    const copy = new EngineMetrics();
    copy.initializeWithConfig(JSON.parse(JSON.stringify(metrics.toConfig())));
    expect(copy.toConfig()).toEqual(metrics.toConfig());
    expect(copy.rules).toEqual(metrics.rules);
  });

  it('tells when they change, until it is told to stop', () => {
    const metrics = new EngineMetrics();
    const heard: number[] = [];
    const stop = metrics.onRules(() => heard.push(metrics.rules.length));
    metrics.extendWithConfig(config('a.b > 1'));
    metrics.extendWithConfig(config('c:d > 1'));
    stop();
    metrics.extendWithConfig(config('e:f > 1'));
    expect(heard).toEqual([1, 2]);
  });
});
