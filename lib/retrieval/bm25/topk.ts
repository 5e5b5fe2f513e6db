/**
 * The k best of scored positions: higher score first, then the lower position.
 *
 * Entries gather in a buffer of some times k; when it is full, it is thinned to little more than the k best, and the
 * lowest score that is left is the bar for what comes next. Most scores are then turned away by one comparison,
 * and nothing is sorted but the k best, once.
 *
 * An entry is one float64: the bits of its score above, its position below, so that the order of the numbers is
 * the order of the ranking, ties included.
 */
export class TopK {
  private readonly keys: Float64Array;
  /** The keys' halves, low before high; and the high ones as the scores that they are. */
  private readonly halves: Uint32Array;
  private readonly floats: Float32Array;
  private size = 0;
  private bar = -Infinity;

  /** @param k How many to keep; a whole number, 0 or more. */
  constructor(readonly k: number) {
    this.keys = new Float64Array(k + Math.min(2 * k, 1000) + 32);
    this.halves = new Uint32Array(this.keys.buffer);
    this.floats = new Float32Array(this.keys.buffer);
  }

  /** Offers the scores of consecutive positions, of which `first` is the first; none may be NaN. */
  offerAll(scores: Float32Array, first: number): void {
    const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
    const { length } = scores;
    let { bar } = this;
    for (let i = 0; i < length; i += 4) {
      const end = i + 4 < length ? i + 4 : length;
      // Four at once: twice as fast where most are turned away.
      if (i + 4 <= length) {
        if (!(scores[i] >= bar || scores[i + 1] >= bar || scores[i + 2] >= bar || scores[i + 3] >= bar)) {
          continue;
        }
      }
      for (let j = i; j < end; j++) {
        if (scores[j] >= bar) bar = this.push(first + j, bits[j]);
      }
    }
  }

  /** Offers positions whose scores stand in a table by position; none may be NaN. */
  offerSome(positions: Int32Array, table: Float32Array): void {
    const bits = new Uint32Array(table.buffer, table.byteOffset, table.length);
    let { bar } = this;
    for (let i = 0; i < positions.length; i++) {
      if (table[positions[i]] >= bar) bar = this.push(positions[i], bits[positions[i]]);
    }
  }

  /** The lowest score among the k best so far; minus infinity where there are fewer. */
  worst(): number {
    if (this.size >= this.k) this.select();
    return this.bar;
  }

  /**
   * Forgets all entries.
   *
   * @param bar Scores below this are turned away from the start.
   */
  reset(bar = -Infinity): void {
    this.size = 0;
    this.bar = bar;
  }

  /** Takes all entries out, best first. */
  drain(): { positions: Int32Array; scores: Float32Array } {
    if (this.size > this.k) this.select();
    const { size, halves } = this;
    this.keys.subarray(0, size).sort();
    const positions = new Int32Array(size);
    const bits = new Uint32Array(size);
    for (let i = 0, at = 2 * size - 1; i < size; i++, at -= 2) {
      bits[i] = halves[at];
      positions[i] = halves[at] >>> 31 ? halves[at - 1] : ~halves[at - 1];
    }
    this.reset();
    return { positions, scores: new Float32Array(bits.buffer) };
  }

  /** Takes an entry in; returns the bar. */
  private push(position: number, bits: number): number {
    const at = 2 * this.size++;
    // Below zero, a larger number in the low half makes the whole lower.
    this.halves[at] = bits >>> 31 && bits !== MINUS_ZERO ? position : ~position;
    this.halves[at + 1] = bits === MINUS_ZERO ? 0 : bits;
    if (this.size === this.keys.length) this.thin();
    return this.bar;
  }

  /** Leaves the k best, and those whose score is in the same small interval as the last of them. */
  private thin(): void {
    const { keys, floats, size, k } = this;
    let least = Infinity, most = -Infinity;
    for (let i = 1; i < 2 * size; i += 2) {
      if (floats[i] < least) least = floats[i];
      if (floats[i] > most) most = floats[i];
    }
    const scale = (INTERVALS - 1) / (most - least);
    if (!(scale > 0 && scale < 1e30)) return this.select();
    counts.fill(0);
    for (let i = 1; i < 2 * size; i += 2) counts[(floats[i] - least) * scale | 0]++;
    let cut = INTERVALS, left = 0;
    while (left < k) left += counts[--cut];
    // Many scores are alike.
    if (left > (size + k) / 2) return this.select();
    left = 0;
    let bar = Infinity;
    for (let i = 0; i < size; i++) {
      const score = floats[2 * i + 1];
      if (((score - least) * scale | 0) < cut) continue;
      keys[left++] = keys[i];
      if (score < bar) bar = score;
    }
    this.size = left;
    this.bar = bar;
  }

  /** Leaves the k best. */
  private select(): void {
    const { keys, size, k } = this;
    const dropped = size - k;
    if (k > 0) select(keys, size, dropped);
    // The k largest are at the end now, the least of them first.
    this.bar = k > 0 ? this.floats[2 * dropped + 1] : Infinity;
    keys.copyWithin(0, dropped, size);
    this.size = k;
  }
}

const MINUS_ZERO = 0x80000000;
const INTERVALS = 512;
const counts = new Int32Array(INTERVALS + 1);

/**
 * Puts the number that belongs at a place of the ascending order there, lower ones before and higher ones behind it
 * (Hoare's FIND, 1961).
 */
function select(keys: Float64Array, size: number, place: number): void {
  let low = 0, high = size - 1;
  while (low < high) {
    const pivot = median(keys[low], keys[(low + high) >>> 1], keys[high]);
    let i = low, j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      const swapped = keys[i];
      keys[i++] = keys[j];
      keys[j--] = swapped;
    }
    if (place <= j) high = j;
    else if (place >= i) low = i;
    else return;
  }
}

function median(a: number, b: number, c: number): number {
  return a < b ? (b < c ? b : a < c ? c : a) : a < c ? a : b < c ? c : b;
}
