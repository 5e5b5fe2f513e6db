/** all-mpnet-base-v2: twelve layers of width 768, trained for retrieval before. */
import { fetchMPNet } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";

export const mpnet: EncoderEntry = {
  name: "mpnet",
  checkpoint: "mpnet",
  background: "was already trained for retrieval, on a billion pairs",
  weights: () => "",
  fetch: fetchMPNet,
  values: 109_500_000,
  secondsPerText: { train: 0.11, encode: 0.045 },
};
