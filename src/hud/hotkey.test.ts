import { describe, expect, it } from 'vitest';
import { MetricsError } from '../metrics/index.ts';
import { DEFAULT_HOTKEYS, parseHotkey } from './hotkey.ts';

describe('parseHotkey', () => {
  it('reads a bare key code', () => {
    expect(parseHotkey('F2')).toEqual({ code: 'F2', shift: false, ctrl: false, meta: false });
  });

  it('reads modifiers in any order', () => {
    const wanted = { code: 'KeyH', shift: true, ctrl: true, meta: false };
    expect(parseHotkey('Ctrl+Shift+KeyH')).toEqual(wanted);
    expect(parseHotkey('Shift+Ctrl+KeyH')).toEqual(wanted);
  });

  it('reads the defaults and the codes of every group of keys', () => {
    for (const code of [...DEFAULT_HOTKEYS, 'Digit1', 'F12', 'Numpad0', 'NumpadAdd', 'ArrowUp', 'IntlBackslash', 'Tab'])
      expect(parseHotkey(code).code).toBe(code.replace('Shift+', ''));
  });

  for (const text of [
    '',
    'f2',
    '`',
    'h',
    'Alt+F2',
    'Shift+',
    'Shift',
    'ShiftLeft',
    'F2 ',
    'Shift-F2',
    'Keyh',
    'F',
    'constructor',
  ])
    it(`refuses ${JSON.stringify(text)} and names it`, () => {
      expect(() => parseHotkey(text)).toThrow(MetricsError);
      expect(() => parseHotkey(text)).toThrow(`current value is ${JSON.stringify(text)}`);
    });

  it('refuses what is no text', () => {
    expect(() => parseHotkey(undefined as unknown as string)).toThrow('current value is undefined');
    expect(() => parseHotkey(3 as unknown as string)).toThrow('current value is 3');
  });
});
