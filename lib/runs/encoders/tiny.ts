/** The encoder that comes with the project: two layers, never trained for retrieval. */
import { inProject } from "../../base/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";
import { fingerprintOfFile } from "./file_fingerprint.ts";

export const tiny: EncoderEntry = {
  name: "tiny",
  checkpoint: "tiny",
  background: "was pretrained by masked-language modelling alone",
  values: 1_450_000,
  weights: () => fingerprintOfFile(inProject("data", "tiny", "model.safetensors")),
  secondsPerText: { train: 0.0008, encode: 0.0003 },
};
