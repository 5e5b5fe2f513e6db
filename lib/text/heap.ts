/**
 * A binary heap of numbers: the smallest comes out first.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * const heap = minHeap();
 * for (const value of [3, 1, 2]) heap.push(value);
 * assert.deepEqual([heap.pop(), heap.pop(), heap.pop(), heap.pop()], [1, 2, 3, undefined]);
 * ```
 */
export function minHeap() {
  const heap: number[] = [];

  function push(value: number): void {
    let at = heap.push(value) - 1;
    for (let up; at > 0 && heap[up = (at - 1) >> 1] > value; at = up) heap[at] = heap[up];
    heap[at] = value;
  }

  function pop(): number | undefined {
    const top = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return top;
    let at = 0;
    for (let child; (child = 2 * at + 1) < heap.length; at = child) {
      if (child + 1 < heap.length && heap[child + 1] < heap[child]) child++;
      if (heap[child] >= last) break;
      heap[at] = heap[child];
    }
    heap[at] = last;
    return top;
  }

  return { push, pop };
}
