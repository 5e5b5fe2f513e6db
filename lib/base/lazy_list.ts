/** Lists whose items are nowhere in memory. */

/**
 * A list that reads as an array does, but makes each item when it is asked for. Nobody can change it.
 *
 * An access costs some 200 ns more than one to an array.
 *
 * @param length Items.
 * @param itemAt Makes the item at a position, from 0 to `length - 1`; equal items each time.
 * @param all Makes all items in order, where that is faster than one by one: `for (const item of list)` takes these.
 *
 * @example Squares
 * ```ts
 * import assert from "node:assert/strict";
 * const squares = lazyList(1e9, (i) => i * i);
 * assert.equal(squares[3], 9);
 * assert.deepEqual(squares.slice(0, 3), [0, 1, 4]);
 * assert.equal(squares[1e9], undefined);
 * ```
 */
export function lazyList<T>(
  length: number,
  itemAt: (position: number) => T,
  all?: () => Iterator<T>,
): readonly T[] {
  const list: T[] = [];
  list.length = length;
  /** The position that a property's name means; -1 where it means none. */
  const positionOf = (name: string | symbol): number => {
    if (typeof name === "symbol") return -1;
    const first = name.charCodeAt(0);
    if (!(first >= ZERO && first <= NINE)) return -1;
    const position = Number(name);
    return position < length && Number.isInteger(position) ? position : -1;
  };
  const refused = () => false;
  return new Proxy(list, {
    get(target, name, receiver) {
      const position = positionOf(name);
      if (position >= 0) return itemAt(position);
      return all && name === Symbol.iterator ? all : Reflect.get(target, name, receiver);
    },
    has: (target, name) => positionOf(name) >= 0 || Reflect.has(target, name),
    // These two are asked for by comparisons of whole lists.
    ownKeys: (target) => [...Array.from(target.keys(), String), "length"],
    getOwnPropertyDescriptor(target, name) {
      const position = positionOf(name);
      if (position < 0) return Reflect.getOwnPropertyDescriptor(target, name);
      return { value: itemAt(position), enumerable: true, configurable: true, writable: false };
    },
    set: refused,
    defineProperty: refused,
    deleteProperty: refused,
  });
}

const ZERO = 48, NINE = 57;
