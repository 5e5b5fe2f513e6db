/** What a bi-encoder is trained on. */
import type { Texts, Triples } from "../base/mod.ts";

/** Texts, and triples as positions in them. */
export interface TrainingData {
  queries: Texts;
  passages: Texts;
  triples: Triples;
}
