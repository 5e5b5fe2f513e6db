/** Loads an encoder's weights from a checkpoint's folder, tensor by tensor. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { messageOf, requireRegularFile, UserError } from "../base/mod.ts";
import { PICKLED } from "../data/mod.ts";
import type { Variable } from "../engine/mod.ts";
import { architectureOf } from "./architectures.ts";
import type { EncoderConfig } from "./config.ts";
import { weightShapes } from "./model.ts";
import { randomWeights, type Weights } from "./weights.ts";
import { POOLER_WEIGHTS, poolerShapes } from "./pooling.ts";
import { openSafetensors, type SafetensorsFile } from "./safetensors.ts";
import type { TensorEntry } from "./safetensors_header.ts";
import { uploader } from "./upload.ts";

export interface LoadWeightsOptions {
  /** Whether the pooler is part of the encoder; default no. */
  pooler?: boolean;
  /** Seed of a random pooler where the checkpoint has none. Without a seed, a missing pooler is an error. */
  poolerSeed?: number;
  /** The folder of the sentence-transformers module (a dense layer with tanh) that is the pooler. */
  dense?: string;
  /** Names and shapes of a head that is loaded as well; default none. */
  head?: ReadonlyMap<string, number[]>;
  /** Seed of those weights of the head that the checkpoint lacks. Without a seed, a missing one is an error. */
  headSeed?: number;
  /** Layers of the checkpoint, where the configuration keeps only the first ones; default as many as it has. */
  storedLayers?: number;
}

/** A tensor of one of the files. */
interface Source {
  file: SafetensorsFile;
  name: string;
  entry: TensorEntry;
}

/**
 * Loads the weights of `model.safetensors`, or of the files that `model.safetensors.index.json` names.
 *
 * Names may have the prefix of a model with a head (`bert.`), and LayerNorms may be called `gamma` and `beta`. Heads,
 * an unwanted pooler, and buffers of positions are ignored. Any other tensor among the embeddings and layers is an
 * error, since the configuration then describes another encoder; elsewhere it is a warning.
 *
 * At most one tensor at a time is in memory twice, and the largest are read first, so that the peak is little more
 * than the weights.
 *
 * @returns Variables by the names of the model without a head.
 * @throws UserError that names the missing, misshapen or unexpected tensors, or the missing file.
 */
export async function loadWeights(
  folder: string,
  config: EncoderConfig,
  options: LoadWeightsOptions = {},
): Promise<Weights> {
  const { pooler = false, poolerSeed, dense, storedLayers = config.num_hidden_layers } = options;
  const { head = new Map<string, number[]>(), headSeed } = options;
  const opened: SafetensorsFile[] = [];
  const loaded = new Map<string, Variable>();
  try {
    const sources = new Map<string, Source>();
    const add = async (at: string, rename: (name: string) => string) => {
      const file = await openSafetensors(at);
      opened.push(file);
      for (const [name, entry] of file.entries) {
        const ours = rename(name);
        const duplicate = sources.get(ours);
        if (duplicate) {
          throw new UserError(`Expected one tensor ${ours} in ${folder} but found ${name} as well`);
        }
        sources.set(ours, { file, name, entry });
      }
    };
    for (const file of await weightFiles(folder)) await add(file, baseName(config));
    if (dense) {
      for (const name of POOLER_WEIGHTS) sources.delete(name);
      await add(weightFile(dense), (name) => name.replace(/^linear\./, "pooler.dense."));
    }

    const D = config.hidden_size;
    const shapes = new Map([...weightShapes(config), ...(pooler ? poolerShapes(D) : []), ...head]);
    const random = pooler && !sources.has(POOLER_WEIGHTS[0]) && poolerSeed !== undefined;
    const newHead = new Map([...head].filter(([name]) => headSeed !== undefined && !sources.has(name)));
    const wanted = new Map([...shapes].filter(([name]) => !(random && isPooler(name)) && !newHead.has(name)));
    check(wanted, { sources, head, config: { ...config, num_hidden_layers: storedLayers }, folder });

    const upload = uploader();
    const sizeOf = (name: string) => sources.get(name)!.entry.size;
    for (const name of [...wanted.keys()].sort((a, b) => sizeOf(b) - sizeOf(a))) {
      const { file, name: stored } = sources.get(name)!;
      const variable = await upload(wanted.get(name)!, (into, first) => file.read(stored, into, first));
      loaded.set(name, variable);
    }
    if (random) {
      for (const [name, weight] of randomWeights(poolerShapes(D), poolerSeed)) loaded.set(name, weight);
    }
    if (newHead.size > 0) {
      for (const [name, weight] of randomWeights(newHead, headSeed!)) loaded.set(name, weight);
    }
    return new Map([...shapes.keys()].map((name) => [name, loaded.get(name)!]));
  } catch (error) {
    for (const weight of loaded.values()) weight.dispose();
    throw error;
  } finally {
    for (const file of opened) await file.close();
  }
}

/** The files with a checkpoint's weights. */
async function weightFiles(folder: string): Promise<string[]> {
  const index = path.join(folder, "model.safetensors.index.json");
  if (existsSync(path.join(folder, "model.safetensors")) || !existsSync(index)) return [weightFile(folder)];
  await requireRegularFile(index);
  let names: string[];
  try {
    names = Object.values(JSON.parse(await readFile(index, "utf8")).weight_map).map(String);
  } catch (error) {
    throw new UserError(`Expected a "weight_map" of tensors and files in ${index} but: ${messageOf(error)}`);
  }
  const elsewhere = names.find((name) => !/^[\w-][\w.-]*$/.test(name));
  if (elsewhere !== undefined) {
    throw new UserError(`Expected the names of files in its folder in ${index} but found "${elsewhere}"`);
  }
  return [...new Set(names)].map((name) => path.join(folder, name));
}

function weightFile(folder: string): string {
  const file = path.join(folder, "model.safetensors");
  const pickled = ["pytorch_model.bin", "pytorch_model.bin.index.json"]
    .find((name) => existsSync(path.join(folder, name)));
  if (existsSync(file) || !pickled) return file;
  throw new UserError(`Expected ${file} but found ${pickled}. ${PICKLED}`);
}

/** The name that a stored tensor has in the model without a head. */
function baseName(config: EncoderConfig): (name: string) => string {
  const prefix = `${architectureOf(config).prefix}.`;
  return (name) =>
    (name.startsWith(prefix) ? name.slice(prefix.length) : name)
      .replace(/LayerNorm\.gamma$/, "LayerNorm.weight").replace(/LayerNorm\.beta$/, "LayerNorm.bias");
}

const isPooler = (name: string) => name.startsWith("pooler.");

interface CheckOptions {
  sources: Map<string, Source>;
  head: ReadonlyMap<string, number[]>;
  config: EncoderConfig;
  folder: string;
}

function check(wanted: Map<string, number[]>, { sources, head, config, folder }: CheckOptions): void {
  const faults: string[] = [];
  for (const [name, shape] of wanted) {
    const entry = sources.get(name)?.entry;
    const found = entry?.shape;
    if (!found) {
      faults.push(
        `Expected a tensor ${name} of shape [${shape}] in ${folder} but found none` +
          (head.has(name)
            ? ". Is it a cross-encoder? Give a headSeed to start from a random head"
            : isPooler(name)
            ? ". Give a poolerSeed to start from a random pooler, or choose cls pooling"
            : ""),
      );
    } else if (found.join() !== shape.join()) {
      faults.push(
        `Expected tensor ${name} of shape [${shape}] but found [${found}] in ${folder}` +
          (head.has(name) ? ". A cross-encoder has one label, its score" : ""),
      );
    } else if (!["F32", "F16", "BF16"].includes(entry!.dtype)) {
      faults.push(`Expected tensor ${name} to be F32, F16 or BF16 but found ${entry!.dtype} in ${folder}`);
    }
  }
  const { heads } = architectureOf(config);
  const ignored = [...heads, "pooler.", "embeddings.position_ids", "embeddings.token_type_ids"];
  const stored = weightShapes(config);
  const extra = [...sources.keys()].filter((name) =>
    !wanted.has(name) && !stored.has(name) && !ignored.some((beginning) => name.startsWith(beginning))
  );
  const body = extra.filter((name) => /^(embeddings|encoder|transformer)\./.test(name));
  for (const name of body) {
    faults.push(
      `Expected no tensor ${name} of a ${config.model_type} of these sizes but found it in ${folder}`,
    );
  }
  if (faults.length > 0) {
    const more = faults.length > SHOWN ? `\n… and ${faults.length - SHOWN} more` : "";
    throw new UserError(faults.slice(0, SHOWN).join("\n") + more);
  }
  if (extra.length > 0) console.warn(`Not used of ${folder}: ${extra.slice(0, SHOWN).join(", ")}`);
}

const SHOWN = 5;
