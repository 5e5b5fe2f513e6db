/**
 * How a packed batch runs through the encoder: texts sorted by length, and groups of similar length for attention.
 *
 * Everything outside attention works on the packed list of tokens. Attention needs rectangles, so texts of
 * similar length are padded to the longest of their group, and only there.
 */
import type { TokenBatch } from "../base/mod.ts";
import { textsByLength } from "../text/mod.ts";

/** Texts of similar length, as rows of a rectangle. */
export interface Group {
  /** Number of texts, `b`. */
  texts: number;
  /** Tokens of the longest text, `L`. */
  length: number;
  /** First token of the group in the packed list. */
  start: number;
  /** For each cell of the rectangle its packed token; `[b * L]`. Absent where no text is padded. */
  padded?: Int32Array;
  /** 0 at tokens, a large negative number at padding; `[b * L]`. Absent where no text is padded. */
  mask?: Float32Array;
}

export interface Plan {
  /** Token ids, texts sorted by length; `[T]`. */
  ids: Int32Array;
  /** Position of each token in its text; `[T]`. */
  positions: Int32Array;
  /** Type of each token, of pairs of texts; absent where all are 0. `[T]` */
  types?: Int32Array;
  /** Sorted text of each token; `[T]`. */
  segments: Int32Array;
  /** Tokens of each sorted text; `[B]`. */
  lengths: Int32Array;
  /** First token of each sorted text, then the number of all tokens; `[B + 1]`. */
  starts: Int32Array;
  /** `restore[i]` is the sorted place of text i; `[B]`. */
  restore: Int32Array;
  groups: Group[];
  /** For each packed token its cell in the concatenated rectangles; absent where nothing is padded. */
  unpadded?: Int32Array;
}

/** The cost of one more group, in padded tokens: some twenty more calls of small operations. */
const GROUP_COST = 300;
const MASKED = -1e9;

/**
 * Plans a batch.
 *
 * @throws RangeError for a batch without texts or with a text without tokens.
 */
export function planBatch(batch: TokenBatch): Plan {
  const texts = batch.offsets.length - 1;
  if (texts < 1) throw new RangeError("Expected a batch of at least one text but found none");
  const length = (i: number) => batch.offsets[i + 1] - batch.offsets[i];
  const tokens = batch.offsets[texts] - batch.offsets[0];
  const plan: Plan = {
    ids: new Int32Array(tokens),
    positions: new Int32Array(tokens),
    segments: new Int32Array(tokens),
    lengths: new Int32Array(texts),
    starts: new Int32Array(texts + 1),
    restore: new Int32Array(texts),
    groups: [],
    ...(batch.types && { types: new Int32Array(tokens) }),
  };
  let token = 0;
  textsByLength(batch).forEach((text, place) => {
    const n = length(text);
    if (n < 1) throw new RangeError(`Expected every text to have a token but text ${text} has none`);
    plan.ids.set(batch.ids.subarray(batch.offsets[text], batch.offsets[text + 1]), token);
    if (batch.types) {
      plan.types!.set(batch.types.subarray(batch.offsets[text], batch.offsets[text + 1]), token);
    }
    for (let i = 0; i < n; i++) {
      plan.positions[token + i] = i;
      plan.segments[token + i] = place;
    }
    plan.lengths[place] = n;
    plan.restore[text] = place;
    token += n;
    plan.starts[place + 1] = token;
  });
  addGroups(plan);
  return plan;
}

/** Cuts the sorted texts into groups so that padding and the number of groups together cost least. */
function addGroups(plan: Plan): void {
  const { lengths } = plan;
  // Blocks of texts of equal length; best[i] is the least cost of the first i blocks.
  const ends: number[] = [];
  for (let i = 0; i < lengths.length; i++) if (lengths[i] !== lengths[i + 1]) ends.push(i + 1);
  const best = [0];
  const from = [0];
  for (let i = 1; i <= ends.length; i++) {
    best[i] = Infinity;
    for (let j = 0; j < i; j++) {
      const texts = ends[i - 1] - (j > 0 ? ends[j - 1] : 0);
      const cost = best[j] + GROUP_COST + texts * lengths[ends[i - 1] - 1];
      if (cost < best[i]) [best[i], from[i]] = [cost, j];
    }
  }
  const cuts: [number, number][] = [];
  for (let i = ends.length; i > 0; i = from[i]) {
    cuts.unshift([from[i] > 0 ? ends[from[i] - 1] : 0, ends[i - 1]]);
  }

  const cells = new Int32Array(plan.ids.length);
  let start = 0;
  let firstCell = 0;
  let anyPadding = false;
  for (const [first, end] of cuts) {
    const longest = lengths[end - 1];
    const group: Group = { texts: end - first, length: longest, start };
    const padded = new Int32Array(group.texts * longest);
    const mask = new Float32Array(group.texts * longest).fill(MASKED);
    let token = start;
    for (let row = 0; row < group.texts; row++) {
      for (let i = 0; i < lengths[first + row]; i++, token++) {
        padded[row * longest + i] = token;
        mask[row * longest + i] = 0;
        cells[token] = firstCell + row * longest + i;
      }
      // Padding repeats the text's last token, so that it holds finite values.
      for (let i = lengths[first + row]; i < longest; i++) padded[row * longest + i] = token - 1;
    }
    if (lengths[first] !== longest) {
      anyPadding = true;
      Object.assign(group, { padded, mask });
    }
    plan.groups.push(group);
    start = token;
    firstCell += padded.length;
  }
  if (anyPadding) plan.unpadded = cells;
}
