import { describe, expect, it } from 'vitest';
import { createPass, createTimer, MS, TIME_ELAPSED } from './gpu-timer-rig.ts';

describe('GpuTimer', () => {
  it('times a frame by one query, and gives the result to the frame that issued it', () => {
    const { context, begin, end, collect, published } = createTimer();
    for (const frame of [0, 1, 2]) {
      expect(begin(frame)).toBe(true);
      context.work((frame + 1) * MS);
      end(frame);
    }
    expect(published).toEqual([]);
    collect();
    expect(published).toEqual([
      [0, 1],
      [1, 2],
      [2, 3],
    ]);
  });

  it('asks for the results of several frames together, and hands one on with each frame', () => {
    const { context, begin, end, published } = createTimer();
    let asked = 0;
    const { getParameter } = context;
    context.getParameter = (name) => {
      asked++;
      return getParameter.call(context, name);
    };
    for (let frame = 0; frame < 48; frame++) {
      const before = published.length;
      begin(frame);
      expect(published.length - before).toBe(frame < 6 ? 0 : 1);
      end(frame);
      context.finish();
    }
    expect(asked).toBe(12);
  });

  it('does not wait for others where frames are slow', () => {
    const { context, begin, end, published, pass } = createTimer();
    for (let frame = 0; frame < 24; frame++) {
      begin(frame);
      end(frame);
      context.finish();
      pass(200);
    }
    // At five frames a second, readers of the last second have those of three frames.
    expect(published.at(-1)).toEqual([21, 0]);
  });

  it('asks for those behind a stuck one when it gives that up', () => {
    const { context, begin, end, published } = createTimer();
    for (let frame = 0; frame < 75; frame++) {
      begin(frame);
      end(frame);
      context.finish();
      const [, stuck] = [...context.queries];
      if (stuck) stuck.isDone = false;
    }
    expect(published.slice(0, 4).map(([frame]) => frame)).toEqual([0, 2, 3, 4]);
  });

  it('uses queries again once their results are handed on', () => {
    const { context, begin, end } = createTimer();
    for (let frame = 0; frame < 50; frame++) {
      begin(frame);
      end(frame);
      if (frame % 3 === 2) context.finish();
    }
    expect(context.queries.size).toBeLessThanOrEqual(8);
  });

  it('cuts a frame into segments at the borders of passes, whose sum is the frame', () => {
    const { context, timer, begin, end, collect, published } = createTimer();
    const pass = createPass();
    begin(0);
    context.work(1 * MS);
    timer.cut(pass.sum);
    context.work(2 * MS);
    timer.cut(null);
    context.work(3 * MS);
    timer.cut(pass.sum);
    context.work(4 * MS);
    timer.cut(null);
    end(0);
    pass.sum.close(0);
    collect();
    expect(context.log.slice(0, 13).join(' ')).toBe(
      `q1( ${1 * MS} ) q2( ${2 * MS} ) q3( ${3 * MS} ) q4( ${4 * MS} ) q5(`,
    );
    expect(published).toEqual([[0, 10]]);
    expect(pass.published).toEqual([[0, 6]]);
  });

  it('reads results oldest first, and waits for the first that is missing', () => {
    const { context, timer, begin, end, published } = createTimer();
    for (const frame of [0, 1]) {
      begin(frame);
      end(frame);
    }
    const [first, second] = [...context.queries];
    if (second) second.isDone = true;
    timer.poll(10);
    expect(published).toEqual([]);
    if (first) first.isDone = true;
    timer.poll(14);
    expect(published.map(([frame]) => frame)).toEqual([0, 1]);
  });

  it('gives way to a query of the page’s and takes its time from its result', () => {
    const { context, timer, begin, end, collect, page, published } = createTimer();
    const query = context.createQuery();
    begin(0);
    context.work(1 * MS);
    page.begin(query);
    expect(context.current).toBe(query);
    expect(timer.owns(query)).toBe(false);
    context.work(5 * MS);
    page.end();
    expect(timer.owns(context.current)).toBe(true);
    context.work(2 * MS);
    end(0);
    collect();
    expect(published).toEqual([[0, 8]]);
  });

  it('takes the result of a page’s query that the page is about to use again', () => {
    const { context, begin, end, collect, page, published } = createTimer();
    const query = context.createQuery();
    begin(0);
    page.begin(query);
    context.work(5 * MS);
    page.end();
    end(0);
    query.isDone = true;
    begin(1);
    page.begin(query);
    context.work(7 * MS);
    page.end();
    end(1);
    collect();
    expect(published).toEqual([
      [0, 5],
      [1, 7],
    ]);
  });

  it('gives no time to a frame whose page’s query was used again unread, or deleted', () => {
    const { context, begin, end, collect, page, published } = createTimer();
    const query = context.createQuery();
    for (const frame of [0, 1]) {
      begin(frame);
      page.begin(query);
      page.end();
      end(frame);
    }
    const deleted = context.createQuery();
    begin(2);
    page.begin(deleted);
    page.end();
    end(2);
    context.deleteQuery(deleted);
    collect();
    expect(published).toEqual([[1, 0]]);
  });

  it('gives no time to frames that a page’s query spans', () => {
    const { context, timer, begin, end, collect, page, published } = createTimer();
    const query = context.createQuery();
    begin(0);
    page.begin(query);
    end(0);
    expect(timer.begin(1)).toBe(false);
    end(1);
    context.endQuery(TIME_ELAPSED);
    begin(2);
    end(2);
    collect();
    expect(published).toEqual([[2, 0]]);
  });

  it('gives no time to passes whose border a page’s query crosses, but to the frame', () => {
    const { context, timer, begin, end, collect, page, published } = createTimer();
    const [first, second] = [createPass(), createPass()];
    begin(0);
    timer.cut(first.sum);
    page.begin(context.createQuery());
    context.work(1 * MS);
    timer.cut(second.sum);
    context.work(2 * MS);
    page.end();
    timer.cut(null);
    end(0);
    first.sum.close(0);
    second.sum.close(0);
    collect();
    expect(published).toEqual([[0, 3]]);
    expect([first.published, second.published]).toEqual([[], []]);
  });

  it('goes on when the page deletes the query that runs, without that frame', () => {
    const { context, begin, end, collect, page, published } = createTimer();
    const query = context.createQuery();
    begin(0);
    page.begin(query);
    context.deleteQuery(query);
    end(0);
    begin(1);
    context.work(1 * MS);
    end(1);
    collect();
    expect(published).toEqual([[1, 1]]);
  });

  it('makes no error of its own when somebody ended its query', () => {
    const { context, begin, end, collect, published } = createTimer();
    begin(0);
    context.endQuery(TIME_ELAPSED);
    end(0);
    begin(1);
    end(1);
    collect();
    expect(published).toEqual([[1, 0]]);
  });

  it('begins nothing while somebody else’s query runs', () => {
    const { context, timer, end } = createTimer();
    context.beginQuery(TIME_ELAPSED, context.createQuery());
    expect(timer.begin(0)).toBe(false);
    end(0);
    expect(context.log).toEqual(['q1(']);
  });

  it('leaves frames out while too many results are late', () => {
    const { timer, begin, end, collect, published } = createTimer();
    begin(0);
    for (let k = 1; k < 512; k++) timer.cut(null);
    end(0);
    expect(begin(1)).toBe(false);
    end(1);
    collect();
    expect(begin(2)).toBe(true);
    expect(published).toEqual([[0, 0]]);
  });

  it('gives no time to a frame that has more segments than there is room for, and times later ones', () => {
    const { context, timer, begin, end, collect, published } = createTimer();
    begin(0);
    for (let k = 0; k < 800; k++) timer.cut(null);
    end(0);
    expect(context.queries.size).toBe(512);
    collect();
    begin(10);
    end(10);
    collect();
    expect(published).toEqual([[10, 0]]);
  });

  it('gives up on results that do not come', () => {
    const { context, begin, end, published } = createTimer();
    begin(0);
    end(0);
    const [stuck] = [...context.queries];
    for (let frame = 1; frame <= 68; frame++) {
      begin(frame);
      end(frame);
      context.finish();
      if (stuck) stuck.isDone = false;
    }
    // The first is missing, and those that wait behind it are not.
    expect(published[0]?.[0]).toBe(1);
    expect(published).toHaveLength(62);
  });

  it('throws pending results away when times are disjoint, once, and remembers the flag for the page', () => {
    const { context, watch, begin, end, collect, published, discarded } = createTimer();
    begin(0);
    end(0);
    begin(1);
    end(1);
    context.isDisjoint = true;
    context.finish();
    begin(5);
    end(5);
    collect();
    expect(published.map(([frame]) => frame)).toEqual([5]);
    expect(discarded).toEqual([2]);
    expect(watch.isDisjointUnseen).toBe(true);
  });

  it('forgets everything when told to drop it, and works on', () => {
    const { context, timer, begin, end, collect, published } = createTimer();
    begin(0);
    end(0);
    begin(1);
    timer.drop();
    expect(context.queries.size).toBe(0);
    expect(context.current).toBeNull();
    end(1);
    begin(2);
    end(2);
    collect();
    expect(published).toEqual([[2, 0]]);
  });
});
