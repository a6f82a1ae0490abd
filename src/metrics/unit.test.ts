import { describe, expect, it } from 'vitest';
import { parseUnit, unitOfName } from './unit.ts';

describe('parseUnit', () => {
  it.each([
    ['milliseconds', 'ms'],
    ['millisecond', 'ms'],
    ['MS', 'ms'],
    ['seconds', 's'],
    ['sec', 's'],
    ['microseconds', 'us'],
    ['µs', 'us'],
    ['μs', 'us'],
    ['nanoseconds', 'ns'],
    ['byte', 'bytes'],
    ['B', 'bytes'],
    ['kilobytes', 'KiB'],
    ['kB', 'KiB'],
    ['megabytes', 'MiB'],
    ['MB', 'MiB'],
    ['mib', 'MiB'],
    ['GB', 'GiB'],
    ['percentage', 'percent'],
    ['%', 'percent'],
    ['count', 'count'],
    ['counts', 'count'],
    ['FPS', 'fps'],
    ['Hz', 'hz'],
    ['hertz', 'hz'],
  ])('takes %s for %s', (text, unit) => {
    expect(parseUnit(text)).toBe(unit);
  });

  it.each(['', 'players', 'ms/frame', 'constructor', '__proto__', 'Draw Calls'])(
    'keeps %j as a custom unit',
    (text) => {
      expect(parseUnit(text)).toBe(text);
    },
  );
});

describe('unitOfName', () => {
  it.each([
    ['performance.cpu_time_ms', 'ms'],
    ['memory.usage_mb', 'MiB'],
    ['upload_kb', 'KiB'],
    ['load_seconds', 's'],
    ['cache_ratio', 'ratio'],
    ['heap_bytes', 'bytes'],
    ['ms', ''],
    ['alarms', ''],
    ['frame_ms_total', ''],
  ])('reads %s as %j', (name, unit) => {
    expect(unitOfName(name)).toBe(unit);
  });
});
