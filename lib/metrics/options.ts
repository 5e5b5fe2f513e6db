/** Options that measures share. */

export interface CutoffOptions {
  /** Ranks looked at; default all. */
  cutoff?: number;
}

export interface RelevanceOptions extends CutoffOptions {
  /** Lowest grade that counts as relevant; default 1. */
  minGrade?: number;
}
