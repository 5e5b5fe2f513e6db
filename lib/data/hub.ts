/**
 * Models of the Hugging Face hub: their files, at one commit, into the cache.
 *
 * A commit of the hub never changes. The first download decides which commit a name means, and keeps it in the cache
 * with the checksum of every file; later calls use only the cache.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import {
  inCache,
  messageOf,
  mirrorFolder,
  UserError,
  withoutPasswords,
  writeAtomically,
} from "../base/mod.ts";
import type { AskOptions } from "./ask_web.ts";
import { fetchFiles, type RemoteFile } from "./download.ts";
import { addressOf, headOf, type Hub, SHA256, smallFile } from "./hub_files.ts";
import { webPlace } from "./web.ts";

export interface HubOptions extends AskOptions {
  /** The hub's address; default the environment variable `HF_ENDPOINT`, else huggingface.co. */
  readonly endpoint?: string;
}

/** The commits that names without a revision mean. */
const PINNED: Record<string, string> = {
  "distilbert/distilbert-base-uncased": "12040accade4e8a0f71eabdb258fecc2e7e948be",
  "FacebookAI/roberta-base": "e2da8e2f811d1448a5b465c236feacd80ffbac7b",
  "microsoft/mpnet-base": "6996ce1e91bd2a9c7d7f61daec37463394f73f09",
};

/** All files that a tokenizer of a published encoder may consist of. */
export const TOKENIZER_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.txt",
  "vocab.json",
  "merges.txt",
];

/** Optional files beside the configuration and the weights. */
const SMALL_FILES = [...TOKENIZER_FILES, "sentence_bert_config.json", "modules.json"];

/** What to do about weights that only Python can read. */
export const PICKLED =
  "Pickled weights can run any code when they are read, so they are not. Where you trust " +
  "them, convert them with Python, and put the tokenizer's files beside the new model.safetensors: " +
  `python -c "from transformers import AutoModel; AutoModel.from_pretrained('FOLDER_OR_ID').save_pretrained('NEW')"`;

/** What the cache remembers of a model. */
interface HubRecord {
  id: string;
  /** The requested branch, tag or commit. */
  revision: string;
  /** The commit that it meant at the first download. */
  commit: string;
  files: RemoteFile[];
}

/** The address of the hub. */
export function hubEndpoint(): string {
  return (process.env.HF_ENDPOINT || "https://huggingface.co").replace(/\/+$/, "");
}

/** Whether a name has the form of a model's id, `owner/model` or `owner/model@revision`. */
export function isHubId(name: string): boolean {
  return /^[\w-][\w.-]*\/[\w-][\w.-]*(@[\w][\w./-]*)?$/.test(name) && !name.includes("..");
}

/**
 * Fetches a model's configuration, tokenizer and safetensors on first need: from the mirror folder, which is then
 * used in place, else from the cache, else from the hub.
 *
 * @param name `owner/model`, or `owner/model@revision` with a branch, tag or commit; without one, the commit that is
 *   pinned here, else what `main` is at the first download.
 * @returns The folder that holds them.
 * @throws UserError where the model has no safetensors, or no place has it; it lists each place with the reason.
 */
export async function fetchHubModel(name: string, options: HubOptions = {}): Promise<string> {
  const [id, named] = name.split("@");
  const revision = named ?? PINNED[id] ?? "main";
  const folder = named ? `${id}@${encodeURIComponent(named)}` : id;
  const mirror = mirrorFolder();
  if (mirror && existsSync(path.join(mirror, folder, "config.json"))) return path.join(mirror, folder);

  const hub: Hub = { ...options, id, endpoint: options.endpoint?.replace(/\/+$/, "") ?? hubEndpoint() };
  const note = inCache("downloads", folder, "hub.json");
  let record = await readRecord(note, revision);
  if (!record) {
    try {
      record = await askHub(hub, revision, inCache("downloads", folder));
    } catch (error) {
      if (error instanceof UserError) throw error;
      const where = mirror ? path.join(mirror, folder) : `<folder>/${folder} and set KIT_MIRROR=<folder>`;
      throw new UserError(
        `Expected to fetch the model ${name} but no place had it:\n` +
          (mirror ? `  - the mirror folder: there is no ${path.join(mirror, folder, "config.json")}\n` : "") +
          `  - the cache: there is no ${note}\n` +
          `  - the model hub: ${withoutPasswords(messageOf(error))}\n` +
          `Run the command again where the network is open, or put its files into ${where}.`,
      );
    }
    await writeAtomically(note, `${JSON.stringify(record, null, 2)}\n`);
  }
  const { commit, files } = record;
  const place = webPlace((file) => addressOf(hub, commit, file), {
    ...options,
    label: "the model hub",
  });
  return await fetchFiles({ folder, files, places: [place] });
}

/** A model's folder in the mirror folder, or in the cache where it was fetched; undefined where it is in neither. */
export function hubModelHere(name: string): string | undefined {
  const [id, named] = name.split("@");
  const folder = named ? `${id}@${encodeURIComponent(named)}` : id;
  const mirror = mirrorFolder();
  if (mirror && existsSync(path.join(mirror, folder, "config.json"))) return path.join(mirror, folder);
  const cached = inCache("downloads", folder);
  return existsSync(path.join(cached, "model.safetensors")) ? cached : undefined;
}

async function readRecord(note: string, revision: string): Promise<HubRecord | undefined> {
  if (!existsSync(note)) return undefined;
  try {
    const record = JSON.parse(await readFile(note, "utf8")) as HubRecord;
    return record.revision === revision ? record : undefined;
  } catch (error) {
    throw new UserError(`Expected a model's record in ${note} but: ${messageOf(error)}. Delete its folder.`);
  }
}

/** Finds a model's commit, its files and their checksums, and puts the small files into the cache. */
async function askHub(hub: Hub, revision: string, cache: string): Promise<HubRecord> {
  const first = await headOf(hub, revision, "config.json");
  const endpoint = withoutPasswords(hub.endpoint);
  if (!first) throw new Error(`${endpoint}/${hub.id} has no config.json at revision ${revision}`);
  const commit = first.commit ?? revision;
  if (!/^[0-9a-f]{40}$/.test(commit)) {
    throw new Error(
      `expected ${endpoint} to give the commit of ${hub.id} but found ${first.commit ?? "none"}`,
    );
  }
  const files: RemoteFile[] = [];
  /** Adds a file to the list. Returns undefined where there is no such file; the text only of a small file. */
  const list = async (name: string): Promise<{ text?: string } | undefined> => {
    const head = await headOf(hub, commit, name);
    if (!head) return undefined;
    if (SHA256.test(head.etag)) {
      if (!(head.bytes > 0)) throw new Error(`expected the size of ${name} but the hub gave none`);
      files.push({ name, bytes: head.bytes, sha256: head.etag });
      return {};
    }
    const content = await smallFile(hub, commit, name, head);
    await writeAtomically(path.join(cache, name), content);
    files.push({ name, bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") });
    return { text: new TextDecoder().decode(content) };
  };
  await list("config.json");
  if (!await list("model.safetensors")) {
    const index = await list("model.safetensors.index.json");
    if (!index) {
      const pickled = await headOf(hub, commit, "pytorch_model.bin");
      throw new UserError(
        `Expected model.safetensors of ${hub.id} at ${commit} but the model hub has none` +
          (pickled ? `, only pytorch_model.bin. ${PICKLED}` : ""),
      );
    }
    const shards = Object.values(JSON.parse(index.text ?? "{}").weight_map ?? {}).map(String);
    for (const shard of new Set(shards)) {
      if (!PLAIN.test(shard)) throw new Error(`expected the names of files in its index but found ${shard}`);
      if (!await list(shard)) throw new Error(`its index names ${shard} but it has no such file`);
    }
  }
  for (const name of SMALL_FILES) {
    const listed = await list(name);
    if (name !== "modules.json" || !listed?.text) continue;
    for (const { path: folder } of JSON.parse(listed.text) as { path: string }[]) {
      if (!PLAIN.test(folder)) continue;
      await list(`${folder}/config.json`);
      await list(`${folder}/model.safetensors`);
    }
  }
  return { id: hub.id, revision, commit, files };
}

/** A file name without a folder. */
const PLAIN = /^[\w-][\w.-]*$/;
