/** The arithmetic of an encoder's forward pass. */
import type { TokenBatch } from "../../lib/base/mod.ts";
import type { Encoder } from "../../lib/encoders/mod.ts";
import { forwardFlops } from "../../lib/studies/paper/flops.ts";

/** Floating-point operations in the matrix products of a forward pass, without padding. */
export function usefulFlops(config: Encoder["config"], { offsets }: TokenBatch): number {
  const { hidden_size: width, intermediate_size: inner, num_hidden_layers: layers } = config;
  let flops = 0;
  for (let i = 0; i + 1 < offsets.length; i++) {
    flops += forwardFlops({ layers, width, inner }, offsets[i + 1] - offsets[i]);
  }
  return flops;
}
