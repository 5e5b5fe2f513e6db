/**
 * The k best of scored positions: higher score first, then the lower position.
 *
 * An entry is one float64: the bits of its score above, its position below, so that the order of the numbers is
 * the order of the ranking, ties included. Entries gather in a buffer of twice k; when it is full, a selection
 * keeps the better half, and its lowest score is the bar for what comes next. Most scores are then turned away by
 * one comparison, and nothing is sorted but the k best, once.
 */
export class TopK {
  private readonly keys: Float64Array;
  /** The keys' halves, low before high. */
  private readonly halves: Uint32Array;
  private size = 0;
  private lowest = -Infinity;

  /** @param k How many to keep; a whole number, 0 or more. */
  constructor(readonly k: number) {
    this.keys = new Float64Array(Math.max(2 * k, k + 32));
    this.halves = new Uint32Array(this.keys.buffer);
  }

  /** A score below this cannot get in any more; minus infinity until k entries were compared. */
  get bar(): number {
    return this.lowest;
  }

  /** Offers the scores of consecutive positions, of which `first` is the first; none may be NaN. */
  offerAll(scores: Float32Array, first: number): void {
    const bits = new Uint32Array(scores.buffer, scores.byteOffset, scores.length);
    let bar = this.lowest;
    for (let i = 0; i < scores.length; i++) {
      if (scores[i] >= bar) {
        this.push(first + i, bits[i]);
        bar = this.lowest;
      }
    }
  }

  /** Offers positions whose scores stand in a table by position; none may be NaN. */
  offerSome(positions: Int32Array, table: Float32Array): void {
    const bits = new Uint32Array(table.buffer, table.byteOffset, table.length);
    let bar = this.lowest;
    for (let i = 0; i < positions.length; i++) {
      if (table[positions[i]] >= bar) {
        this.push(positions[i], bits[positions[i]]);
        bar = this.lowest;
      }
    }
  }

  /** The lowest score among the k best so far; minus infinity where there are fewer. */
  worst(): number {
    if (this.size >= this.k) this.compact();
    return this.lowest;
  }

  /**
   * Forgets all entries.
   *
   * @param bar Scores below this are turned away from the start.
   */
  reset(bar = -Infinity): void {
    this.size = 0;
    this.lowest = bar;
  }

  /** Takes all entries out, best first. */
  drain(): { positions: Int32Array; scores: Float32Array } {
    if (this.size > this.k) this.compact();
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

  private push(position: number, bits: number): void {
    const at = 2 * this.size++;
    // Minus zero is zero.
    if (bits === 0x80000000) bits = 0;
    // Below zero, a larger number in the low half makes the whole lower.
    this.halves[at] = bits >>> 31 ? position : ~position;
    this.halves[at + 1] = bits;
    if (this.size === this.keys.length) this.compact();
  }

  /** Leaves the k best. */
  private compact(): void {
    const { keys, size, k } = this;
    const dropped = size - k;
    if (k === 0) {
      this.size = 0;
      this.lowest = Infinity;
      return;
    }
    // The k largest at the end, the least of them first.
    select(keys, size, dropped);
    scratchBits[0] = this.halves[2 * dropped + 1];
    this.lowest = scratch[0];
    keys.copyWithin(0, dropped, size);
    this.size = k;
  }
}

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

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
