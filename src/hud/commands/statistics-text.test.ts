import { describe, expect, it } from 'vitest';
import { frameStatistics } from '../../analysis/index.ts';
import type { ShownStatistics } from '../model/hud-model.ts';
import { statisticsText } from './statistics-text.ts';

const shown = (intervals: number[], of = '', isOther = false): ShownStatistics => {
  const stats = frameStatistics(intervals, { refreshMs: 16, budgetMs: 16 });
  return { stats, durationMs: stats.durationMs, of, isOther };
};
const stats = shown([16, 16, 16, 40]);

describe('statisticsText', () => {
  it('says what the figures are of, and marks what too few frames say', () => {
    const lines = statisticsText(stats, 'Level 2', 'text').split('\n');
    expect(lines[0]).toBe('Level 2: 4 frames in 0.09 s, budget 16.0 ms');
    expect(lines).toContain('max           40.0 ms');
    expect(lines).toContain('average       45.5 fps');
    expect(lines.find((line) => line.startsWith('p99.9'))).toMatch(/ms \(too few frames\)$/);
  });

  it('makes a table of Markdown, in which a title is nothing but text', () => {
    const lines = statisticsText(stats, 'a|b <img>\n# [x](y)', 'markdown').split('\n');
    expect(lines[0]).toBe('**a\\|b \\<img\\> \\# \\[x\\]\\(y\\)**: 4 frames in 0.09 s, budget 16.0 ms');
    expect(lines.slice(1, 4)).toEqual(['', '| | |', '|---|---:|']);
    expect(lines).toContain('| max | 40.0 ms |');
    for (const line of lines.slice(4, -1)) expect(line.match(/\|/g)).toHaveLength(3);
  });

  it('says what part they are of, and no rates of other times than those of frames', () => {
    const lines = statisticsText(shown([2, 3, 2], 'CPU time', true), 'x', 'text').split('\n');
    expect(lines[0]).toBe('x: CPU time, 3 frames in 0.01 s, budget 16.0 ms');
    expect(lines.some((line) => line.includes('fps'))).toBe(false);
  });

  it('says how many frames were left out', () => {
    expect(statisticsText(shown([16, Number.NaN, 16]), 'x', 'text')).toMatch(
      /^x: 2 frames in 0.03 s, 1 excluded, budget/,
    );
  });
});
