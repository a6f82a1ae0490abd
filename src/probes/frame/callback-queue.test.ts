import { describe, expect, it } from 'vitest';
import { CallbackQueue } from './callback-queue.ts';

const first = () => undefined;
const second = () => undefined;

function queueOfTwo(): CallbackQueue {
  const queue = new CallbackQueue();
  queue.add(7, first, 100);
  queue.add(9, second, 250);
  return queue;
}

describe('CallbackQueue', () => {
  it('is empty once each callback has run', () => {
    const queue = queueOfTwo();
    queue.take(first);
    expect([queue.isEmpty, queue.has(first), queue.has(second)]).toEqual([false, false, true]);
    queue.take(second);
    expect(queue.isEmpty).toBe(true);
  });

  it('leaves out what is cancelled, but not what runs or has run', () => {
    const queue = queueOfTwo();
    queue.take(first);
    expect(queue.remove(7)).toBe(false);
    expect(queue.isEmpty).toBe(false);
    expect(queue.remove(9)).toBe(true);
    expect(queue.isEmpty).toBe(true);
  });

  it('drops what a later callback has overtaken, and tells when that one was requested', () => {
    const queue = queueOfTwo();
    expect(queue.take(second)).toBe(250);
    expect(queue.isEmpty).toBe(true);
    expect(queueOfTwo().take(first)).toBeNaN();
    expect(queue.has(first)).toBe(false);
  });

  it('ignores callbacks that it does not know, and starts anew when cleared', () => {
    const queue = queueOfTwo();
    expect(queue.take(() => undefined)).toBeNaN();
    expect(queue.isEmpty).toBe(false);
    queue.clear();
    expect(queue.isEmpty).toBe(true);
    expect(queue.remove(9)).toBe(false);
  });
});
