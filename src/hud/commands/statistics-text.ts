import { statisticConfidence } from '../../analysis/index.ts';
import type { ShownStatistics } from '../model/hud-model.ts';
import { type FigureRow, FRAME_ROWS, LOW_ROWS, PACING_ROWS, RATE_ROWS, TAIL_ROWS } from '../parts/figure-rows.ts';
import { formatMs, formatSpan, spanDecimals } from '../parts/format-value.ts';

const TIME_ROWS: readonly FigureRow[] = [...FRAME_ROWS, ...TAIL_ROWS];
const ROWS: readonly FigureRow[] = [...RATE_ROWS, ...LOW_ROWS, ...TIME_ROWS, ...PACING_ROWS];

/** Statistics to be pasted: what they are of, then one line a figure. What too few frames say is marked. */
export function statisticsText(
  { stats, durationMs, of: part, isOther }: ShownStatistics,
  title: string,
  format: 'text' | 'markdown',
): string {
  const { frames, budgetMs, excluded } = stats;
  const of = [
    ...(part === '' ? [] : [part]),
    `${frames} frames in ${formatSpan(durationMs, spanDecimals(durationMs))}`,
    ...(excluded.count > 0 ? [`${excluded.count} excluded`] : []),
    `budget ${formatMs(budgetMs)} ms`,
  ].join(', ');
  const confidence = statisticConfidence(frames);
  const rows = (isOther ? TIME_ROWS : ROWS).map(({ label, unit, format: figure, isSure }) => {
    const mark = isSure?.(confidence) === false ? ' (too few frames)' : '';
    return [label, `${figure(stats)}${unit && ` ${unit}`}${mark}`] as const;
  });
  if (format === 'markdown')
    return [
      `**${escapeMarkdown(title)}**: ${of}`,
      '',
      '| | |',
      '|---|---:|',
      ...rows.map((row) => `| ${row.join(' | ')} |`),
      '',
    ].join('\n');
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  return [`${title}: ${of}`, ...rows.map(([label, text]) => label.padEnd(width) + text), ''].join('\n');
}

/** A title is the user's: as Markdown it is text, whatever it contains. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>()#+!|~&-]/g, '\\$&');
}
