/** all-MiniLM-L6-v2: six layers, trained for retrieval before. */
import { fetchMiniLM } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";

export const minilm: EncoderEntry = {
  name: "minilm",
  checkpoint: "minilm",
  background: "was already trained for retrieval, on a billion pairs",
  weights: () => "",
  fetch: fetchMiniLM,
  values: 22_700_000,
  secondsPerText: { train: 0.008, encode: 0.0015 },
};
