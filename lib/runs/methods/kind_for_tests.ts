/** A method's loss on seeded embeddings, for the tests of its kind. */
import { type Tensor, tf } from "../../engine/mod.ts";
import { randomTriples } from "../../losses/triples_for_tests.ts";
import type { MethodKind } from "./method_kind.ts";

/** The embeddings of `lossOf`. */
export const embeddings = () => randomTriples(4, 5, 2);

/** The loss of a method on four triples. */
export async function lossOf<M extends { readonly kind: string }>(
  kind: MethodKind<M>,
  method: M,
  given?: Tensor,
): Promise<number> {
  const loss = await kind.loss!(method);
  const [q, p, n] = embeddings();
  return tf.tidy(() => loss(q, p, n, given).dataSync()[0]);
}
