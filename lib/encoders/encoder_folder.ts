/** Encoders by name. */
import { existsSync } from "node:fs";
import path from "node:path";
import { didYouMean, inProject, UserError } from "../base/mod.ts";
import { fetchHubModel, fetchMiniLM, fetchMPNet, isHubId, MINILM, MPNET } from "../data/mod.ts";

/** Where an encoder's folder says what it is: beside its weights, or in an older layout of sentence-transformers. */
const CONFIGS = ["config.json", path.join("0_Transformer", "config.json")];

/** Encoders with a name of their own. */
const NAMES = ["minilm", "minilm-1", "minilm-2", "minilm-3", "minilm-4", "minilm-5", "mpnet", "tiny"];

/** The layers that a name keeps: 2 for `minilm-2`; undefined where it keeps all. */
export function layersOfName(name: string): number | undefined {
  const [, layers] = /^minilm-([1-5])$/.exec(name) ?? [];
  return layers === undefined ? undefined : Number(layers);
}

/**
 * The folder with an encoder's files, fetched on first need.
 *
 * @param name `minilm` (also for `minilm-1` to `minilm-5`, its first layers), `mpnet`, `tiny` (shipped with the project), a
 *   folder with `config.json`, or a model hub's id such as `microsoft/mpnet-base`, or one with a revision such as `microsoft/mpnet-base@main`.
 * @throws UserError where it is none of these or cannot be fetched.
 */
export async function encoderFolder(name: string): Promise<string> {
  if (name === "tiny") return inProject("data", "tiny");
  if (name === "minilm" || name === MINILM || layersOfName(name) !== undefined) return await fetchMiniLM();
  if (name === "mpnet" || name === MPNET) return await fetchMPNet();
  if (CONFIGS.some((config) => existsSync(path.join(name, config)))) return name;
  if (isHubId(name) && !existsSync(name)) return await fetchHubModel(name);
  throw new UserError(
    `Expected an encoder's name (minilm, minilm-1 to minilm-5, mpnet, tiny), an id of the model hub such as microsoft/mpnet-base, or a folder ` +
      `with config.json and model.safetensors, but found neither at "${name}".${didYouMean(name, NAMES)}`,
  );
}
