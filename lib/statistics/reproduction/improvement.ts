/** The values of a system and of the baseline that it is to improve upon, by query, in the same order. */
export interface Improvement {
  readonly advanced: ArrayLike<number>;
  readonly baseline: ArrayLike<number>;
}
