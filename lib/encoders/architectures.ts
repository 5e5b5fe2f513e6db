/** The architectures that can be run. */
import type { Architecture } from "./architecture.ts";
import { bert } from "./bert.ts";
import type { ModelType } from "./config.ts";
import { distilbert } from "./distilbert.ts";
import { mpnet } from "./mpnet.ts";
import { roberta } from "./roberta.ts";

export const architectures: readonly Architecture<ModelType>[] = [bert, distilbert, roberta, mpnet];

/** The architecture of a configuration. */
export function architectureOf(config: { model_type: ModelType }): Architecture<ModelType> {
  return architectures.find(({ type }) => type === config.model_type)!;
}
