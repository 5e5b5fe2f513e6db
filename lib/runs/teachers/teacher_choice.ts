/** Which teacher a run has. */

/** A teacher, as a run's configuration names it. */
export interface TeacherChoice {
  /** A registered teacher, or a cross-encoder or encoder: a name, a hub id, a folder. */
  readonly encoder: string;
  /** The fingerprint of the weights, where it is a folder. */
  readonly weights?: string;
  /**
   * The mean and the spread that its margins are scaled to on dev; default {@linkcode usualMargins} for a cross-encoder.
   * Those of an encoder are differences of cosines already, and stay.
   */
  readonly margins?: { readonly mean: number; readonly spread: number };
}

/** Margins as the cosines of a trained student have them, about. */
export const usualMargins = { mean: 0.3, spread: 0.25 } as const;
