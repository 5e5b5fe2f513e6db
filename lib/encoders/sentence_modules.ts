/** The files in which sentence-transformers says what follows a transformer: pooling, and perhaps a dense layer. */
import { existsSync } from "node:fs";
import path from "node:path";
import { UserError, writeAtomically } from "../base/mod.ts";
import { readJsonFile } from "./json_file.ts";
import type { Pooling } from "./pooling.ts";
import type { Prompts, Similarity } from "./sentence_config.ts";

export interface SentenceModules {
  /** The folder of the transformer, inside the encoder's: "" or, in an older layout, `0_Transformer`. */
  transformer: string;
  pooling: Pooling;
  /** Whether a prompt's tokens are pooled with the others. */
  poolsPrompt: boolean;
  /** Where `pooling` is `pooler`: the folder of the dense layer that is the pooler, inside the encoder's. */
  dense?: string;
}

interface Module {
  path: string;
  type: string;
}

type Json = Record<string, unknown>;

/** Older names of poolings in sentence-transformers. */
const FLAG = /^pooling_mode_(.*?)(_tokens?)?$/;

/**
 * Reads an encoder's pooling: `modules.json` and what it names, else `1_Pooling/config.json`, else `mean`, which is
 * sentence-transformers' own default. A dense layer with tanh after CLS pooling is a pooler. Normalisation is
 * ignored: embeddings are compared by their cosine.
 *
 * @throws UserError where the folder asks for a module or pooling that is not implemented.
 */
export async function readSentenceModules(folder: string): Promise<SentenceModules> {
  const index = path.join(folder, "modules.json");
  const modules: Module[] = existsSync(index)
    ? await readJsonFile<Module[]>(index)
    : existsSync(path.join(folder, "1_Pooling", "config.json"))
    ? [{ path: "1_Pooling", type: "Pooling" }]
    : [];
  const found: SentenceModules = { transformer: "", pooling: "mean", poolsPrompt: true };
  for (const { path: at, type } of modules) {
    if (!/^[\w.-]*$/.test(at) || at.startsWith("..")) throw refusal(`a module at "${at}" in ${index}`);
    const kind = type.split(".").at(-1);
    const file = path.join(folder, at, "config.json");
    if (kind === "Transformer") found.transformer = at;
    else if (kind === "Pooling") {
      const config = await readJsonFile<Json>(file);
      found.pooling = poolingOf(config, file);
      found.poolsPrompt = config.include_prompt !== false;
    } else if (kind === "Dense") {
      const config = await readJsonFile<Json>(file);
      const isPooler = found.pooling === "cls" && !found.dense && config.bias === true &&
        config.in_features === config.out_features && /\.Tanh$/.test(`${config.activation_function}`) &&
        !config.use_residual;
      if (!isPooler) throw refusal(`a dense layer other than a pooler in ${file}`);
      Object.assign(found, { pooling: "pooler", dense: at });
    } else if (kind !== "Normalize") {
      throw refusal(`a module of type ${type} in ${index}`);
    }
  }
  return found;
}

function poolingOf(config: Json, file: string): Pooling {
  const modes = config.pooling_mode !== undefined
    ? [config.pooling_mode].flat()
    : Object.keys(config).filter((key) => FLAG.test(key) && config[key] === true).map((key) =>
      FLAG.exec(key)![1]
    );
  if (modes.length === 1 && (modes[0] === "mean" || modes[0] === "cls")) return modes[0];
  throw refusal(`${modes.join(" and ") || "no"} pooling in ${file}`);
}

function refusal(what: string): UserError {
  return new UserError(
    `Expected mean or CLS pooling, with at most a pooler after it, but found ${what}. ` +
      `Set the option pooling to use the transformer without them.`,
  );
}

export interface WriteModulesOptions {
  pooling: Pooling;
  /** `D` */
  width: number;
  /** Tokens that sentence-transformers cuts a text at. */
  maxLength: number;
  prompts: Prompts;
  similarity: Similarity;
  lowerCase: boolean;
}

/**
 * Writes the files with which sentence-transformers gives the same embeddings. The caller writes a pooler's weights.
 *
 * @returns The folder of the dense layer where the pooling is `pooler`.
 */
export async function writeSentenceModules(
  folder: string,
  { pooling, width, maxLength, prompts, similarity, lowerCase }: WriteModulesOptions,
): Promise<string | undefined> {
  const dense = pooling === "pooler" ? "2_Dense" : undefined;
  const write = (name: string, value: unknown) =>
    writeAtomically(path.join(folder, name), `${JSON.stringify(value, null, 2)}\n`);
  const types = ["Transformer", "Pooling", ...(dense ? ["Dense"] : [])];
  const modules = types.map((type, idx) => ({
    idx,
    name: `${idx}`,
    path: idx === 0 ? "" : `${idx}_${type}`,
    type: `sentence_transformers.models.${type}`,
  }));
  await write("modules.json", modules);
  await write("sentence_bert_config.json", { max_seq_length: maxLength, do_lower_case: lowerCase });
  const named = {
    query: prompts.query,
    document: prompts.passage,
    ...(prompts.other && { other: prompts.other }),
  };
  await write("config_sentence_transformers.json", {
    prompts: named,
    default_prompt_name: prompts.other ? "other" : null,
    similarity_fn_name: similarity,
  });
  await write("1_Pooling/config.json", {
    word_embedding_dimension: width,
    pooling_mode_cls_token: pooling !== "mean",
    pooling_mode_mean_tokens: pooling === "mean",
  });
  if (dense) {
    await write(`${dense}/config.json`, {
      in_features: width,
      out_features: width,
      bias: true,
      activation_function: "torch.nn.modules.activation.Tanh",
    });
  }
  return dense;
}
