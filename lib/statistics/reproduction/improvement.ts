/** The values by query of a system and of its baseline, in the same order. */
export interface Improvement {
  readonly advanced: ArrayLike<number>;
  readonly baseline: ArrayLike<number>;
}
