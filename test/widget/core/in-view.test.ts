import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { blockSize, inView, roomOf } from '../../../src/widget/core/in-view.js';

const many = { count: 10_000, heights: [], usual: 56 };

test('of ten thousand lines only those near the view are drawn', () => {
  assert.deepEqual(inView(many, { top: 0, height: 600 }), { start: 0, end: 16 });
  const { start, end } = inView(many, { top: 100_000, height: 600 });
  assert.ok(start % blockSize === 0 && start * 56 <= 100_000 && end * 56 >= 100_600 && end - start <= 3 * blockSize);
});

test('what was measured counts as it was', () => {
  const heights = Array.from({ length: 8 }, () => 100);
  assert.equal(inView({ ...many, heights }, { top: 800, height: 100 }).start, 8);
  assert.equal(inView({ ...many, heights }, { top: 799, height: 100 }).start, 0);
});

test('past the end the last lines stay, and a list of none draws none', () => {
  assert.deepEqual(inView(many, { top: 1e9, height: 600 }), { start: 9992, end: 10_000 });
  assert.deepEqual(inView({ ...many, count: 0 }, { top: 0, height: 600 }), { start: 0, end: 0 });
});

test('whatever the heights, and wherever it is scrolled to, what is in view is drawn', () => {
  const lines = fc.record({
    count: fc.integer({ min: 1, max: 200 }),
    heights: fc.array(fc.option(fc.integer({ min: 20, max: 200 }), { nil: undefined }), { maxLength: 200 }),
    usual: fc.integer({ min: 20, max: 200 }),
  });
  fc.assert(
    fc.property(
      lines,
      fc.integer({ min: -500, max: 50_000 }),
      fc.integer({ min: 0, max: 2000 }),
      (list, top, height) => {
        const { start, end } = inView(list, { top, height });
        assert.ok(start < end && end <= list.count && start % blockSize === 0);
        assert.ok(roomOf(list, 0, start) <= Math.max(0, top));
        assert.ok(end === list.count || roomOf(list, 0, end) >= top + height);
      },
    ),
  );
});
