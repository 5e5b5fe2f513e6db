/**
 * The k best of scored positions: higher score first, then the lower position.
 *
 * A buffer of a few times k collects entries. When it is full, it is reduced to little more than the k best, and the
 * lowest remaining score becomes the threshold for later ones. So most scores are rejected by one comparison, and
 * only the k best are sorted, once.
 *
 * An entry is one float64: the bits of its score above, its position below, so that the order of the numbers is
 * the order of the ranking, ties included.
 */
export class TopK {
  private readonly keys: Float64Array;
  /** The keys' halves, low before high; and the high ones as scores. */
  private readonly halves: Uint32Array;
  private readonly floats: Float32Array;
  private size = 0;
  private threshold = -Infinity;

  /** @param k How many to keep; an integer, 0 or more. */
  constructor(readonly k: number) {
    this.keys = new Float64Array(k + Math.min(2 * k, 1000) + 32);
    this.halves = new Uint32Array(this.keys.buffer);
    this.floats = new Float32Array(this.keys.buffer);
  }

  /** Offers the scores of consecutive positions, of which `first` is the first; none may be NaN. */
  offerAll(scores: Float32Array, first: number): void {
    const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
    const { length } = scores;
    let { threshold } = this;
    for (let i = 0; i < length; i += 4) {
      const end = i + 4 < length ? i + 4 : length;
      // Four at once: twice as fast where most are rejected.
      if (i + 4 <= length) {
        if (
          !(scores[i] >= threshold || scores[i + 1] >= threshold || scores[i + 2] >= threshold ||
            scores[i + 3] >= threshold)
        ) {
          continue;
        }
      }
      for (let j = i; j < end; j++) {
        if (scores[j] >= threshold) threshold = this.push(first + j, bits[j]);
      }
    }
  }

  /** Offers positions whose scores are in a table by position; none may be NaN. */
  offerSome(positions: Int32Array, table: Float32Array): void {
    const bits = new Uint32Array(table.buffer, table.byteOffset, table.length);
    let { threshold } = this;
    for (let i = 0; i < positions.length; i++) {
      if (table[positions[i]] >= threshold) threshold = this.push(positions[i], bits[positions[i]]);
    }
  }

  /** The lowest score among the k best so far; minus infinity where there are fewer. */
  worst(): number {
    if (this.size >= this.k) this.select();
    return this.threshold;
  }

  /**
   * Forgets all entries.
   *
   * @param threshold Lower scores are rejected from the start.
   */
  reset(threshold = -Infinity): void {
    this.size = 0;
    this.threshold = threshold;
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

  /** Adds an entry; returns the threshold. */
  private push(position: number, bits: number): number {
    const at = 2 * this.size++;
    // Below zero, a larger number in the low half makes the whole lower.
    this.halves[at] = bits >>> 31 && bits !== MINUS_ZERO ? position : ~position;
    this.halves[at + 1] = bits === MINUS_ZERO ? 0 : bits;
    if (this.size === this.keys.length) this.reduce();
    return this.threshold;
  }

  /** Keeps the k best, and those whose score is in the same small interval as the last of them. */
  private reduce(): void {
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
    // Many scores are close.
    if (left > (size + k) / 2) return this.select();
    left = 0;
    let threshold = Infinity;
    for (let i = 0; i < size; i++) {
      const score = floats[2 * i + 1];
      if (((score - least) * scale | 0) < cut) continue;
      keys[left++] = keys[i];
      if (score < threshold) threshold = score;
    }
    this.size = left;
    this.threshold = threshold;
  }

  /** Keeps the k best. */
  private select(): void {
    const { keys, size, k } = this;
    const dropped = size - k;
    if (k > 0) select(keys, size, dropped);
    // The k largest are at the end now, the least of them first.
    this.threshold = k > 0 ? this.floats[2 * dropped + 1] : Infinity;
    keys.copyWithin(0, dropped, size);
    this.size = k;
  }
}

const MINUS_ZERO = 0x80000000;
const INTERVALS = 512;
const counts = new Int32Array(INTERVALS + 1);

/**
 * Moves the number that belongs at a place of the ascending order there, lower ones before it and higher ones after
 * it (Hoare's FIND, 1961).
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
