/** What the Hugging Face hub says about a model's files, and the content of small ones. */
import { createHash } from "node:crypto";
import { firstLine } from "./web.ts";

/** One model at one address. */
export interface Hub {
  id: string;
  endpoint: string;
  answerWithin: number;
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
    const { status, statusText, headers } = await ask(hub, url, { method: "HEAD", redirect: "manual" });
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
      throw new Error(`${url} answered ${status}: there is no such model, or it is not public`);
    }
    if (status !== 200) throw new Error(`${url} answered ${status} ${statusText}`.trim());
    return { commit, etag: plainTag(headers.get("etag")), bytes: Number(headers.get("content-length")) };
  }
  throw new Error(`${url} sends from one address to the next`);
}

const plainTag = (tag: string | null): string => (tag ?? "").replace(/^W\//, "").replace(/"/g, "");

/**
 * The content of a small file.
 *
 * @param etag Its git hash, which is checked.
 */
export async function smallFile(hub: Hub, commit: string, name: string, etag: string): Promise<Uint8Array> {
  const url = addressOf(hub, commit, name);
  const response = await ask(hub, url, {});
  if (!response.ok) throw new Error(`${url} answered ${response.status} ${response.statusText}`.trim());
  const content = new Uint8Array(await response.arrayBuffer());
  // git's hash of a blob
  const found = createHash("sha1").update(`blob ${content.length}\0`).update(content).digest("hex");
  if (found !== etag) throw new Error(`expected ${name} to have the git hash ${etag} but found ${found}`);
  return content;
}

async function ask({ answerWithin }: Hub, url: string, init: RequestInit): Promise<Response> {
  const signal = AbortSignal.timeout(answerWithin);
  try {
    const response = await fetch(url, { ...init, signal });
    if (init.method === "HEAD") await response.body?.cancel();
    return response;
  } catch (error) {
    const reason = signal.aborted ? `no answer within ${answerWithin / 1000} s` : firstLine(error);
    throw new Error(`could not reach ${url}: ${reason}`);
  }
}
