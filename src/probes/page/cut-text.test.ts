import { describe, expect, it } from 'vitest';
import { cutText, urlPath, withoutQuery } from './cut-text.ts';

describe('cutText', () => {
  it('keeps 100 characters, of which the last tells of the cut', () => {
    expect(cutText('a'.repeat(100))).toBe('a'.repeat(100));
    expect(cutText('a'.repeat(101))).toBe(`${'a'.repeat(99)}…`);
  });
});

describe('urlPath', () => {
  it('keeps the path alone', () => {
    expect(urlPath('https://user:secret@example.org:8080/a/b.js?token=secret#secret')).toBe('/a/b.js');
    expect(urlPath('data:text/javascript,secret')).toBe('data:');
    expect(urlPath('blob:https://example.org/secret')).toBe('blob:');
    expect(['', 'no url', 'a.js?secret'].map(urlPath)).toEqual(['', '', '']);
  });
});

describe('withoutQuery', () => {
  it('leaves out the query of a URL, and nothing else', () => {
    expect(withoutQuery('IMG[src=https://example.org/a.png?token=secret#b].onload')).toBe(
      'IMG[src=https://example.org/a.png].onload',
    );
    expect(withoutQuery('https://example.org/a.js?token=secret')).toBe('https://example.org/a.js');
    expect(withoutQuery('BUTTON#play.onclick')).toBe('BUTTON#play.onclick');
  });
});
