/** The paper's encoders, of the model hub: pretrained, and never trained for retrieval. */
import { fetchHubModel } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";

/** @param secondsPerText On MS MARCO's lengths, some 75 tokens a passage: see `results/bench/paper_step.md`. */
function pretrained(name: string, secondsPerText: EncoderEntry["secondsPerText"]): EncoderEntry {
  return {
    name,
    checkpoint: name,
    background: "was pretrained on plain text alone",
    weights: () => "",
    fetch: () => fetchHubModel(name),
    large: true,
    secondsPerText,
  };
}

export const pretrainedEncoders: readonly EncoderEntry[] = [
  pretrained("microsoft/mpnet-base", { train: 0.13, encode: 0.036 }),
  pretrained("distilbert/distilbert-base-uncased", { train: 0.067, encode: 0.017 }),
  pretrained("FacebookAI/roberta-base", { train: 0.13, encode: 0.036 }),
];
