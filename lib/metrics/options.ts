/** Options that measures share. */

export interface CutoffOptions {
  /** Ranks looked at; default all. */
  cutoff?: number;
}

export interface GradeOptions {
  /** Lowest grade that counts as relevant, above 0; default 1. */
  minGrade?: number;
}

export interface RelevanceOptions extends CutoffOptions, GradeOptions {}
