import { existsSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';

/** A function as V8 tells of it; lines and columns from 0. */
export interface CallFrame {
  readonly functionName: string;
  readonly url: string;
  readonly lineNumber: number;
  readonly columnNumber: number;
}

const LONGEST_LINE = 70;

/** Names functions of dist/ by the line of their source, out of the source maps, and others by what they are called. */
export function sourceNames(): (frame: CallFrame) => string {
  const maps = new Map<string, SourceMap | null>();
  const mapOf = (url: string) => {
    const file = `${/\/(dist\/[^?]+)/.exec(url)?.[1]}.map`;
    if (!maps.has(file))
      maps.set(file, existsSync(file) ? new SourceMap(JSON.parse(readFileSync(file, 'utf8'))) : null);
    return maps.get(file);
  };
  return ({ functionName, url, lineNumber, columnNumber }) => {
    const map = mapOf(url);
    const entry = map?.findEntry(lineNumber, columnNumber);
    if (!map || entry === undefined || !('originalSource' in entry)) {
      const file = url.split('/').at(-1)?.replace(/\?.*/, '');
      return `${functionName || '(anonymous)'}${file ? ` ${file}:${lineNumber + 1}` : ''}`;
    }
    const { originalSource, originalLine } = entry;
    const text = map.payload.sourcesContent?.[map.payload.sources.indexOf(originalSource)] ?? '';
    const line = text.split('\n')[originalLine]?.trim().slice(0, LONGEST_LINE) ?? functionName;
    return `${originalSource.replace(/^(\.\.\/)+/, '')}:${originalLine + 1}  ${line}`;
  };
}
