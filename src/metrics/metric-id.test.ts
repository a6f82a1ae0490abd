import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMetricId, type MetricId, metricId, parseMetricId } from './metric-id.ts';

/** Text made of what could break the text form, mixed with any other text. */
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom('"', '\\', '\n', '\r', '=', ',', '{', '}', ':', '#', 'a', 'n', '🎮', '\u2028') }),
  fc.constantFrom('__proto__', 'constructor', 'toString', '#count', '{}', '\\n', '', '\ud83c'),
  fc.string({ unit: 'binary' }),
);
const part = hostile.filter((text) => text !== '');
const labelName = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'hasOwnProperty', '_', 'a', 'b', 'A1'),
  fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,5}$/),
);
const labels = fc
  .array(fc.tuple(labelName, hostile), { maxLength: 4 })
  .map((pairs) => Object.fromEntries(pairs) as Record<string, string>);
const triple = fc.tuple(part, part, labels);

const idOf = ([namespace, name, own]: [string, string, Record<string, string>]) => metricId(namespace, name, own);
const isSame = (a: MetricId, b: MetricId) =>
  JSON.stringify([a.namespace, a.name, Object.entries(a.labels)]) ===
  JSON.stringify([b.namespace, b.name, Object.entries(b.labels)]);

describe('metricId', () => {
  it('sorts labels by name, so that their order does not matter', () => {
    const a = metricId('engine', 'draws', { pass: 'shadow', context: 'main' });
    const b = metricId('engine', 'draws', { context: 'main', pass: 'shadow' });
    expect(Object.keys(a.labels)).toEqual(['context', 'pass']);
    expect(a).toEqual(b);
  });

  it('freezes the id and its labels, and copies the labels that were given', () => {
    const given = { pass: 'shadow' };
    const id = metricId('engine', 'draws', given);
    given.pass = 'main';
    expect(id.labels).toEqual({ pass: 'shadow' });
    expect(Object.isFrozen(id) && Object.isFrozen(id.labels)).toBe(true);
  });

  it('keeps a label named __proto__ as a label', () => {
    const id = metricId('a', 'b', JSON.parse('{"__proto__": "x"}'));
    expect(Object.entries(id.labels)).toEqual([['__proto__', 'x']]);
    expect(Object.getPrototypeOf(id.labels)).toBe(Object.prototype);
    expect(formatMetricId(id)).toBe('a:b{__proto__="x"}');
  });

  it.each([
    ['', 'b', {}, 'Cannot name metric "b": namespace must be a non-empty string, current value is ""'],
    ['a', '', {}, 'Cannot name metric "": name must be a non-empty string, current value is ""'],
    [7, 'b', {}, 'Cannot name metric "b": namespace must be a non-empty string, current value is 7'],
    ['a', null, {}, 'Cannot name metric null: name must be a non-empty string, current value is null'],
    ['a', Symbol('b'), {}, 'Cannot name metric Symbol(b): name must be a non-empty string, current value is Symbol(b)'],
    ['a', 'b', null, 'Cannot name metric "b": labels must be an object of strings, current value is null'],
    ['a', 'b', ['x'], 'Cannot name metric "b": labels must be an object of strings, current value is ["x"]'],
    [
      'a',
      'b',
      { '1st': 'x' },
      'Cannot name metric "b": labels must be named by letters, digits and "_", not first a digit, current value is "1st"',
    ],
    [
      'a',
      'b',
      { 'size\n': 'x' },
      'Cannot name metric "b": labels must be named by letters, digits and "_", not first a digit, current value is "size\\n"',
    ],
    ['a', 'b', { pass: 3 }, 'Cannot name metric "b": labels/pass must be a string, current value is 3'],
    ['a', 'b', { pass: undefined }, 'Cannot name metric "b": labels/pass must be a string, current value is undefined'],
  ])('refuses namespace %j, name %s, labels %j', (namespace, name, own, message) => {
    expect(() => metricId(namespace as string, name as string, own as unknown as Record<string, string>)).toThrowError(
      expect.objectContaining({ name: 'MetricsError', code: 'invalid-operation', message }),
    );
  });
});

describe('formatMetricId', () => {
  it('reads like a Prometheus series', () => {
    expect(formatMetricId(metricId('engine', 'frame.cpu_ms', { pass: 'shadow' }))).toBe(
      'engine:frame.cpu_ms{pass="shadow"}',
    );
    expect(formatMetricId(metricId('engine', 'frames'))).toBe('engine:frames');
  });

  it('escapes what serves as punctuation', () => {
    expect(formatMetricId(metricId('a:b', 'c{d}', { size: '<1KB "≥" \\n\n' }))).toBe(
      'a\\:b:c\\{d\\}{size="<1KB \\"≥\\" \\\\n\\n"}',
    );
  });

  it('gives two ids one text only when they are equal', () => {
    fc.assert(
      fc.property(triple, triple, (a, b) => {
        const [one, two] = [idOf(a), idOf(b)];
        return (formatMetricId(one) === formatMetricId(two)) === isSame(one, two);
      }),
      { numRuns: 1000 },
    );
  });

  it('tells ids apart that differ by where a character stands', () => {
    fc.assert(
      fc.property(part, part, fc.constantFrom(':', '{', '}', '"', '\\', '\n', '=', ',', '#', 'x'), (a, b, mark) => {
        const ids = [
          metricId(a + mark, b),
          metricId(a, mark + b),
          metricId(a, b + mark),
          metricId(a, b, { l: mark }),
          metricId(a, b, { l: '', m: mark }),
          metricId(a, b, { l: `",m="${mark}` }),
          metricId(a, `${b}{l="${mark}"}`),
          metricId(`${a}:${b}`, mark),
        ];
        return ids.every((one) =>
          ids.every((two) => (formatMetricId(one) === formatMetricId(two)) === isSame(one, two)),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('is read back by parseMetricId, which takes no other text', () => {
    fc.assert(fc.property(triple, (id) => isSame(parseMetricId(formatMetricId(idOf(id))) as MetricId, idOf(id))));
    for (const text of ['', 'a', 'a:b{', 'a:b{}', 'a:b{c="d"', 'a:b{c="d"e="f"}', 'a:b:c', 'a:b{c="d",}', 'a:b\\'])
      expect(parseMetricId(text)).toBeNull();
  });

  it('never ends like the column of a histogram, whatever the name', () => {
    fc.assert(fc.property(triple, (id) => !/[^\\]#(count|sum)$/.test(formatMetricId(idOf(id)))));
  });
});
