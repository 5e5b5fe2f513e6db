// Words of natural text repeat; what a longer one costs, it rarely costs twice.
const ENTRIES = 1 << 17; // of a generation
const LONGEST_KEY = 40;

/**
 * A function of short strings that remembers its results: of at least the last 131,072 different keys, of at most
 * twice as many, so that it holds some 40 MB at most. Results are shared: nobody may change them.
 */
export function remembering<T>(compute: (key: string) => T): (key: string) => T {
  // Two generations: when the young one is full it becomes the old one, and what is still in use comes back.
  let young = new Map<string, T>();
  let old = new Map<string, T>();
  return (key) => {
    const known = young.get(key);
    if (known !== undefined) return known;
    if (key.length > LONGEST_KEY) return compute(key);
    const value = old.get(key) ?? compute(key);
    if (young.size >= ENTRIES) [old, young] = [young, new Map()];
    young.set(copyOf(key), value);
    return value;
  };
}

/** A part of a text keeps the whole text in memory; a part of a copy, no more than the copy. */
function copyOf(key: string): string {
  return key.length < 13 ? key : ` ${key}`.slice(1);
}
