import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

/** An announcer on a clock that is set by hand. */
function createRadio() {
  const said: string[] = [];
  const timers: { atMs: number; run: () => void }[] = [];
  let timeMs = 0;
  const announcer = createAnnouncer({
    now: () => timeMs,
    later(delayMs, run) {
      const timer = { atMs: timeMs + delayMs, run };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), 1);
    },
    say: (text) => said.push(`${timeMs} ${text}`),
    formatMs: (ms) => ms.toFixed(0),
  });
  const pass = (ms: number) => {
    timeMs += ms;
    for (const timer of timers.filter(({ atMs }) => atMs <= timeMs)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  return { announcer, said, timers, pass };
}

describe('createAnnouncer', () => {
  it('says what a topic comes to be, not what it is at first', () => {
    const { announcer, said, pass } = createRadio();
    announcer.set('verdict', 'On pace');
    pass(1000);
    announcer.set('verdict', 'GPU-bound');
    announcer.set('verdict', 'GPU-bound');
    pass(20_000);
    expect(said).toEqual(['1000 GPU-bound']);
  });

  it('says one message in five seconds at most, with all that came meanwhile', () => {
    const { announcer, said, timers, pass } = createRadio();
    announcer.set('verdict', 'On pace');
    announcer.tell('Recording');
    pass(1000);
    announcer.addHitches(1, 60);
    announcer.set('verdict', 'CPU-bound');
    announcer.addHitches(1, 84.4);
    announcer.addHitches(0, 0);
    announcer.tell('Recorded');
    pass(3999);
    expect(said).toEqual(['0 Recording']);
    pass(1);
    expect(said).toEqual(['0 Recording', '5000 Recorded. CPU-bound. 2 hitches, longest 84 ms']);
    pass(60_000);
    expect([said.length, timers.length]).toEqual([2, 0]);
    announcer.addHitches(1, 51);
    expect(said.at(-1)).toBe('65000 1 hitch, 51 ms');
  });

  it('keeps quiet about what has gone back before it was said', () => {
    const { announcer, said, pass } = createRadio();
    announcer.set('budget', 'Within budget');
    announcer.tell('Copied');
    announcer.set('budget', 'Over budget');
    announcer.set('budget', 'Within budget');
    pass(5000);
    expect(said).toEqual(['0 Copied']);
    announcer.set('budget', 'Over budget');
    expect(said).toEqual(['0 Copied', '5000 Over budget']);
  });

  it('says twice in a row only what was done twice', () => {
    const { announcer, said, pass } = createRadio();
    announcer.addHitches(1, 60);
    pass(5000);
    announcer.addHitches(1, 60);
    expect(said).toEqual(['0 1 hitch, 60 ms']);
    announcer.tell('Copied');
    pass(5000);
    announcer.tell('Copied');
    announcer.tell('Copied');
    pass(20_000);
    expect(said.slice(1)).toEqual(['5000 Copied', '10000 Copied', '30000 Copied']);
  });

  it('takes a state and the act that led to it for one', () => {
    const { announcer, said, pass } = createRadio();
    announcer.set('recording', '');
    announcer.set('recording', 'Recording Boss');
    announcer.tell('Recording Boss');
    pass(10_000);
    announcer.tell('Recorded Boss');
    announcer.set('recording', 'Recorded Boss');
    announcer.set('recording', '');
    pass(10_000);
    expect(said).toEqual(['0 Recording Boss', '10000 Recorded Boss']);
  });

  it('forgets what waits while it pauses, and leaves no timer, but knows when it spoke last', () => {
    const { announcer, said, timers, pass } = createRadio();
    announcer.tell('Copied');
    announcer.tell('Recording');
    announcer.addHitches(1, 60);
    announcer.pause();
    expect(timers).toEqual([]);
    pass(1000);
    announcer.tell('Recorded');
    pass(10_000);
    expect(said).toEqual(['0 Copied', '11000 Recorded']);
  });
});
