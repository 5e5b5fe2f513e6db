/** Encoders that are compared otherwise than the losses compare. */
import { UserError } from "../base/mod.ts";
import type { Encoder } from "../encoders/mod.ts";

/** The error for an encoder that is not compared by the cosine, as all losses do. */
export function wrongSimilarity({ name, similarity }: Encoder): UserError {
  return new UserError(
    `Expected an encoder that is compared by the cosine, as the losses do, but ${name} says ${similarity}. ` +
      "Choose the cosine for it: --similarity cosine in a command, similarity in a study.",
  );
}
