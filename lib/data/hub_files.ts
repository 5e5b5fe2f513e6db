/** What the Hugging Face hub says about a model's files, and the content of small ones. */
import { createHash } from "node:crypto";
import { Buffer } from "node:buffer";
import { withoutPasswords } from "../base/mod.ts";
import { type AskOptions, askWeb, refusal } from "./ask_web.ts";

/** One model at one address. */
export interface Hub extends AskOptions {
  id: string;
  endpoint: string;
}

/** The address of a file. */
export function addressOf({ endpoint, id }: Hub, revision: string, file: string): string {
  return `${endpoint}/${id}/resolve/${encodeURIComponent(revision)}/${file}`;
}

/** The form of a large file's tag. */
export const SHA256 = /^[0-9a-f]{64}$/;

/**
 * What the hub says about a file: its commit, its size, and its tag, which is the SHA-256 of a large file (in large
 * file storage) or the git hash of a small one. Undefined where there is no such file.
 */
export async function headOf(
  hub: Hub,
  revision: string,
  name: string,
): Promise<{ commit?: string; etag: string; bytes: number } | undefined> {
  let url = addressOf(hub, revision, name);
  let commit: string | undefined;
  for (let hop = 0; hop < 6; hop++) {
    const response = await askWeb(url, { method: "HEAD", redirect: "manual" }, hub);
    await response.body?.cancel();
    const { status, headers } = response;
    commit ??= headers.get("x-repo-commit") ?? undefined;
    const linked = plainTag(headers.get("x-linked-etag"));
    const to = status >= 300 && status < 400 ? new URL(headers.get("location") ?? "", url) : undefined;
    // For a large file, the redirecting answer has the tag; for a renamed model, a later answer has it.
    if (SHA256.test(linked)) return { commit, etag: linked, bytes: Number(headers.get("x-linked-size")) };
    if (to?.origin === new URL(url).origin) {
      url = to.href;
      continue;
    }
    if (status === 404) return undefined;
    if (status === 401 || status === 403) {
      throw new Error(`${refusal(url, response).message}: there is no such model, or it is not public`);
    }
    if (status !== 200) throw refusal(url, response);
    return { commit, etag: plainTag(headers.get("etag")), bytes: Number(headers.get("content-length")) };
  }
  throw new Error(`${withoutPasswords(url)} sends from one address to the next`);
}

const plainTag = (tag: string | null): string => (tag ?? "").replace(/^W\//, "").replace(/"/g, "");

/**
 * The content of a small file.
 *
 * @param head Its size, past which nothing is read, and its git hash, which is checked.
 */
export async function smallFile(
  hub: Hub,
  commit: string,
  name: string,
  head: { etag: string; bytes: number },
): Promise<Uint8Array> {
  const url = addressOf(hub, commit, name);
  const stop = new AbortController();
  const response = await askWeb(url, {}, hub, stop);
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw refusal(url, response);
  }
  const late = new Error(withoutPasswords(`${url} sends for more than ${ENOUGH / 1000} s`));
  const timer = setTimeout(() => stop.abort(late), ENOUGH);
  const content = await readUpTo(head.bytes > 0 ? head.bytes : LARGEST, response.body, url)
    .finally(() => clearTimeout(timer));
  // git's hash of a blob
  const found = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  if (found !== head.etag) {
    throw new Error(`expected ${name} to have the git hash ${head.etag} but found ${found}`);
  }
  return content;
}

/** Bytes of a small file whose size the hub does not say. */
const LARGEST = 64 * 2 ** 20;

/** Milliseconds in which a small file arrives. */
const ENOUGH = 120_000;

async function readUpTo(bytes: number, body: ReadableStream<Uint8Array>, url: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let have = 0;
  for await (const chunk of body) {
    have += chunk.length;
    if (have > bytes) {
      throw new Error(withoutPasswords(`expected ${bytes} bytes of ${url} but it sends more`));
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
