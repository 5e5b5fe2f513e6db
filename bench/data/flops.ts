/** The arithmetic of an encoder's forward pass. */
import type { TokenBatch } from "../../lib/base/mod.ts";
import type { Encoder } from "../../lib/encoders/mod.ts";

/**
 * Floating-point operations in the matrix products of a forward pass, without padding; a backward pass takes twice as
 * many.
 *
 * Per token and layer 2 (4 D^2 + 2 D F): query, key, value and output projections, and two feed-forward products;
 * per text of L tokens and layer 4 L^2 D: scores and context.
 */
export function usefulFlops(config: Encoder["config"], batch: TokenBatch): number {
  const { hidden_size: D, intermediate_size: F, num_hidden_layers: layers } = config;
  let flops = batch.ids.length * 2 * (4 * D * D + 2 * D * F);
  for (let i = 0; i + 1 < batch.offsets.length; i++) {
    flops += 4 * (batch.offsets[i + 1] - batch.offsets[i]) ** 2 * D;
  }
  return layers * flops;
}
