// Words of natural text repeat, but long ones rarely do.
const ENTRIES = 1 << 17; // of a generation
const LONGEST_KEY = 40;

/**
 * Makes a function of strings remember its results for short keys: at least the last 131,072 different ones, at most
 * twice as many, which take some 40 MB. Callers share the results and must not change them.
 */
export function remembering<T>(compute: (key: string) => T): (key: string) => T {
  // Two generations: when the young one is full it becomes the old one, and what is used again moves back to the
  // young one.
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

/** Copies a key: a substring would keep its whole text in memory. */
function copyOf(key: string): string {
  return key.length < 13 ? key : ` ${key}`.slice(1);
}
