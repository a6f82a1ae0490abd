import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import { statisticsText } from './statistics-text.ts';

const stats = frameStatistics([16, 16, 16, 40], { refreshMs: 16, budgetMs: 16 });

describe('statisticsText', () => {
  it('says what the figures are of, and marks what too few frames say', () => {
    const lines = statisticsText(stats, 'Level 2', 'text').split('\n');
    expect(lines[0]).toBe('Level 2: 4 frames in 0.1 s, budget 16.0 ms');
    expect(lines).toContain('max           40.0 ms');
    expect(lines).toContain('average       45.5 fps');
    expect(lines.find((line) => line.startsWith('p99.9'))).toMatch(/ms \(too few frames\)$/);
  });

  it('makes a table of Markdown, in which a title is nothing but text', () => {
    const lines = statisticsText(stats, 'a|b <img>\n# [x](y)', 'markdown').split('\n');
    expect(lines[0]).toBe('**a\\|b \\<img\\> \\# \\[x\\]\\(y\\)**: 4 frames in 0.1 s, budget 16.0 ms');
    expect(lines.slice(1, 4)).toEqual(['', '| | |', '|---|---:|']);
    expect(lines).toContain('| max | 40.0 ms |');
    for (const line of lines.slice(4, -1)) expect(line.match(/\|/g)).toHaveLength(3);
  });

  it('says how many frames were left out', () => {
    const some = frameStatistics([16, Number.NaN, 16], { refreshMs: 16 });
    expect(statisticsText(some, 'x', 'text')).toMatch(/^x: 2 frames in 0.0 s, 1 excluded, budget/);
  });
});
