/** Saves cross-encoders. */
import path from "node:path";
import { writeAtomically } from "../base/mod.ts";
import { writeTokenizer } from "../text/mod.ts";
import { architectureOf } from "./architectures.ts";
import { encoderConfigJson } from "./config_file.ts";
import type { CrossEncoder } from "./cross_encoder.ts";
import { storedWeights } from "./restore_weights.ts";
import { writeSafetensors } from "./safetensors_write.ts";
import { weightShapes } from "./model.ts";

/**
 * Writes a cross-encoder as a folder that `loadCrossEncoder`, transformers' `AutoModelForSequenceClassification` and
 * sentence-transformers' `CrossEncoder` read.
 */
export async function saveCrossEncoder(encoder: CrossEncoder, folder: string): Promise<void> {
  const { config, tokenizer, weights, lowerCase, positions } = encoder;
  const { head, prefix } = architectureOf(config);
  const json = {
    ...encoderConfigJson(config, head.model),
    id2label: { 0: "LABEL_0" },
    label2id: { LABEL_0: 0 },
    // sentence-transformers puts a sigmoid behind one label unless told otherwise.
    sentence_transformers: { activation_fn: "torch.nn.modules.linear.Identity" },
  };
  await writeAtomically(path.join(folder, "config.json"), `${JSON.stringify(json, null, 2)}\n`);
  if (lowerCase) {
    await writeAtomically(
      path.join(folder, "sentence_bert_config.json"),
      `${JSON.stringify({ max_seq_length: positions, do_lower_case: true }, null, 2)}\n`,
    );
  }
  await writeTokenizer(folder, tokenizer, { maxLength: positions });
  // Names of the model inside have its prefix; BERT's pooler is part of that.
  const inside = weightShapes(config);
  const named = [...await storedWeights(weights)].map(([name, tensor]) =>
    [inside.has(name) || name.startsWith("pooler.") ? `${prefix}.${name}` : name, tensor] as const
  );
  await writeSafetensors(path.join(folder, "model.safetensors"), new Map(named));
}
