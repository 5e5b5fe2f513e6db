/** The paper's encoders, of the model hub: pretrained, and never trained for retrieval. */
import { fetchHubModel } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";

/** @param secondsPerText On MS MARCO's lengths, some 75 tokens a passage: see `results/bench/paper_step.md`. */
function pretrained(
  name: string,
  values: number,
  secondsPerText: EncoderEntry["secondsPerText"],
): EncoderEntry {
  return {
    name,
    checkpoint: name,
    background: "was pretrained on plain text alone",
    weights: () => "",
    fetch: () => fetchHubModel(name),
    values,
    secondsPerText,
  };
}

export const pretrainedEncoders: readonly EncoderEntry[] = [
  pretrained("microsoft/mpnet-base", 109_500_000, { train: 0.13, encode: 0.036 }),
  pretrained("distilbert/distilbert-base-uncased", 66_400_000, { train: 0.067, encode: 0.017 }),
  pretrained("FacebookAI/roberta-base", 124_600_000, { train: 0.13, encode: 0.036 }),
];
