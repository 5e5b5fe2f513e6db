/** The k best of scored positions: higher score first, then the lower position. */
export class TopK {
  /** A binary heap with the worst kept entry at its root. */
  private readonly positions: Int32Array;
  private readonly scores: Float32Array;
  private size = 0;

  constructor(readonly k: number) {
    this.positions = new Int32Array(k);
    this.scores = new Float32Array(k);
  }

  /** Offers an entry; it is kept if it is among the k best so far. */
  offer(position: number, score: number): void {
    const { positions, scores, k } = this;
    if (this.size < k) {
      let at = this.size++;
      while (at > 0) {
        const parent = (at - 1) >> 1;
        if (!worse(score, position, scores[parent], positions[parent])) break;
        scores[at] = scores[parent];
        positions[at] = positions[parent];
        at = parent;
      }
      scores[at] = score;
      positions[at] = position;
    } else if (k > 0 && worse(scores[0], positions[0], score, position)) {
      this.sink(position, score);
    }
  }

  /** Offers scores of consecutive positions, the first of which is given. */
  offerAll(scores: Float32Array, first: number): void {
    // Later positions lose when equal, so only a higher score is worth a call.
    let bar = this.size < this.k ? -Infinity : this.worst;
    for (let i = 0; i < scores.length; i++) {
      if (scores[i] > bar || this.size < this.k) {
        this.offer(first + i, scores[i]);
        bar = this.size < this.k ? -Infinity : this.worst;
      }
    }
  }

  /** The lowest score among those kept, once there are k. */
  get worst(): number {
    return this.scores[0];
  }

  /** Takes all entries out, best first. */
  drain(): { positions: Int32Array; scores: Float32Array } {
    const positions = new Int32Array(this.size);
    const scores = new Float32Array(this.size);
    for (let i = this.size - 1; i >= 0; i--) {
      positions[i] = this.positions[0];
      scores[i] = this.scores[0];
      this.size--;
      this.sink(this.positions[this.size], this.scores[this.size]);
    }
    return { positions, scores };
  }

  /** Puts an entry in the place of the root. */
  private sink(position: number, score: number): void {
    const { positions, scores, size } = this;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (
        child + 1 < size && worse(scores[child + 1], positions[child + 1], scores[child], positions[child])
      ) child++;
      if (!worse(scores[child], positions[child], score, position)) break;
      scores[at] = scores[child];
      positions[at] = positions[child];
      at = child;
    }
    scores[at] = score;
    positions[at] = position;
  }
}

function worse(score: number, position: number, thanScore: number, thanPosition: number): boolean {
  return score < thanScore || (score === thanScore && position > thanPosition);
}
