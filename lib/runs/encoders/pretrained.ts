/** The paper's encoders, of the model hub: pretrained, and never trained for retrieval. */
import { fetchHubModel } from "../../data/mod.ts";
import type { EncoderEntry } from "./encoder_entry.ts";
import { speedOfShape } from "./speed_of_shape.ts";

function pretrained(name: string, layers: number, values: number): EncoderEntry {
  return {
    name,
    checkpoint: name,
    background: "was pretrained on plain text alone",
    weights: () => "",
    fetch: () => fetchHubModel(name),
    values,
    secondsPerText: speedOfShape({ layers, width: 768 }),
  };
}

export const pretrainedEncoders: readonly EncoderEntry[] = [
  pretrained("microsoft/mpnet-base", 12, 109_500_000),
  pretrained("distilbert/distilbert-base-uncased", 6, 66_400_000),
  pretrained("FacebookAI/roberta-base", 12, 124_600_000),
];
