import { describe, expect, it } from 'vitest';
import { type LongAnimationFrame, longFrameEvent, type ScriptTiming } from './long-frame-event.ts';

const script = (given: Partial<ScriptTiming>): ScriptTiming => ({
  startTime: 100,
  duration: 60,
  invoker: 'TimerHandler:setTimeout',
  sourceURL: 'https://example.org/game.js?v=1',
  sourceFunctionName: 'update',
  forcedStyleAndLayoutDuration: 0,
  ...given,
});

const frame = (...scripts: ScriptTiming[]) =>
  ({
    startTime: 90,
    duration: 200,
    blockingDuration: 140,
    renderStart: 0,
    styleAndLayoutStart: 0,
    scripts,
  }) as unknown as LongAnimationFrame;

const unasked = () => expect.fail('asked for a callback of an animation frame');

describe('longFrameEvent', () => {
  it('is named by the script that ran longest, and keeps the five longest', () => {
    const scripts = [10, 60, 20, 30, 40, 50].map((duration) =>
      script({ duration, sourceFunctionName: `took${duration}` }),
    );
    const event = longFrameEvent(frame(...scripts), unasked);
    expect(event).toMatchObject({ kind: 'long-frame', name: 'took60', timeMs: 90, durationMs: 200 });
    const kept = (event.detail as { scripts: { durationMs: number }[] }).scripts;
    expect(kept.map(({ durationMs }) => durationMs)).toEqual([60, 50, 40, 30, 20]);
    expect(kept[0]).toEqual({
      function: 'took60',
      invoker: 'TimerHandler:setTimeout',
      path: '/game.js',
      durationMs: 60,
      forcedLayoutMs: 0,
    });
  });

  it('names what is known where a function has no name', () => {
    const named = (given: Partial<ScriptTiming>) =>
      longFrameEvent(frame(script({ sourceFunctionName: '', ...given })), unasked).name;
    expect(named({})).toBe('TimerHandler:setTimeout');
    expect(named({ invoker: '' })).toBe('/game.js');
    expect(named({ invoker: '', sourceURL: '' })).toBe('a script');
    expect(longFrameEvent(frame(), unasked).name).toBe('no script over 5 ms');
  });

  it('asks who was behind the hook into the frame loop, in the time of the script', () => {
    const hooked = script({ sourceFunctionName: 'framescopeFrame', invoker: 'FrameRequestCallback' });
    const asked: number[] = [];
    const event = longFrameEvent(frame(hooked), (...span) => {
      asked.push(...span);
      return 'gameLoop';
    });
    expect([event.name, asked]).toEqual(['gameLoop', [100, 161]]);
    expect(event.detail).toMatchObject({ scripts: [{ function: 'gameLoop', path: '' }] });
    expect(longFrameEvent(frame(hooked), () => undefined).name).toBe('FrameRequestCallback');
  });

  it('tells how long rendering took, where the frame rendered', () => {
    const rendered = { ...frame(), renderStart: 250, styleAndLayoutStart: 270 };
    expect(longFrameEvent(rendered, unasked).detail).toEqual({
      blockingMs: 140,
      renderMs: 40,
      styleAndLayoutMs: 20,
      scripts: [],
    });
  });

  it('cuts what a page calls its functions', () => {
    const event = longFrameEvent(frame(script({ sourceFunctionName: 'x'.repeat(1000) })), unasked);
    expect(event.name).toHaveLength(100);
  });
});
