/** What a method is: everything that runs, tables and figures need to know of it, in one place. */
import type { MarginOptions } from "../../losses/mod.ts";
import type { Encoder } from "../../encoders/mod.ts";
import type { Tensor } from "../../engine/mod.ts";
import type { BatchNumbers, ListLoss, LossFunction } from "../../training/mod.ts";

/**
 * Numbers that a teacher makes of a batch of `B` triples, in the range of the student's cosines:
 *
 * - margins, `[B]`: the score of the positive minus that of the negative;
 * - scores, `[B, 2]`: of the positive and of the negative;
 * - in-batch scores, `[B, 2B]`: of each query with all positives, then with all negatives;
 * - grades, `[B, 2]`: how probable it is that the positive, and the negative, is relevant, in [0, 1].
 */
export type TeacherNeeds =
  | "teacher margins"
  | "teacher scores"
  | "in-batch teacher scores"
  | "teacher grades";

/** What a loss takes of each batch beside its embeddings: from a teacher, or from the encoder's own past. */
export type Needs = TeacherNeeds | "frozen targets" | "moving-average targets";

/**
 * A kind of method, such as margin losses; a method of the kind is its options, plain data with the kind's name.
 *
 * To add one: a file beside this one, its test, and a line in `registry.ts`.
 */
export interface MethodKind<M extends { readonly kind: string }> {
  readonly kind: M["kind"];
  /** The names of its options, by which a study's spelling is checked. */
  readonly options: readonly Exclude<keyof M, "kind">[];
  /** The same method in its one form: options that change nothing for it have their default. Absent where all count. */
  canonical?(method: M): M;
  /** What is wrong with a method's options, as `field to be …`; undefined where nothing is. Absent where nothing can be. */
  problem?(method: M): string | undefined;
  /** A method in words, as tables and legends print it. */
  label(method: M): string;
  /** The group of methods that share a colour in figures; one that the theme does not know has a default colour. */
  family(method: M): string;
  /** The parameters of BM25, where words alone rank; absent where an encoder ranks. */
  bm25?(method: M): { readonly k1: number; readonly b: number };
  /** The loss of a cross-encoder, which reorders BM25's candidates; absent where embeddings are compared. */
  listLoss?(method: M): ListLoss;
  /** What it trains an encoder's embeddings with; absent where it trains none. */
  loss?(method: M): Promise<LossFunction>;
  /** What its loss needs as `given`; absent or undefined where it needs nothing. */
  needs?(method: M): Needs | undefined;
  /** Where that comes from, where the encoder itself makes it, as it is before training. */
  given?(method: M, encoder: Encoder): Promise<BatchNumbers | undefined>;
  /** The margins and targets that are logged in training; default those of a triple's own margin. */
  marginOptions?(method: M, given?: Tensor): MarginOptions;
}
