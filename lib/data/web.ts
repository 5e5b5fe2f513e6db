/** Files over HTTP: with progress, a short wait where there is no network, and resumption of broken transfers. */
import { createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { once } from "node:events";
import { messageOf, startProgress, writeError } from "../base/mod.ts";
import type { Place, RemoteFile } from "./download.ts";
import { withPartialFile } from "./partial_file.ts";

export interface WebOptions {
  /** For messages; default the host. */
  readonly label?: string;
  /** Milliseconds to wait for an answer; default 8,000. */
  readonly answerWithin?: number;
  /** Milliseconds without data after which a transfer is aborted; default 30,000. */
  readonly stallAfter?: number;
  /** How often a broken transfer is resumed; default 3. */
  readonly resumptions?: number;
}

/**
 * A place on the web.
 *
 * @param urlOf The address of a file by its name.
 */
export function webPlace(urlOf: (name: string) => string, options: WebOptions = {}): Place {
  const { label = new URL(urlOf("")).host, resumptions = 3 } = options;
  return {
    label,
    async fetch(files, folder) {
      for (const file of files) {
        const target = path.join(folder, file.name);
        await mkdir(path.dirname(target), { recursive: true });
        for (let attempt = 0;; attempt++) {
          try {
            await withPartialFile(
              file.sha256,
              (part) => download(urlOf(file.name), { part, target }, file, options),
            );
            break;
          } catch (error) {
            // Only a transfer that has started is tried again.
            if (!(error instanceof BrokenOff) || attempt === resumptions) throw error;
          }
        }
      }
    },
  };
}

class BrokenOff extends Error {}

/** Loads into a partial file, continuing one that is there, then renames it. */
async function download(
  url: string,
  { part, target }: { part: string; target: string },
  file: RemoteFile,
  options: WebOptions,
): Promise<void> {
  const { answerWithin = 8_000, stallAfter = 30_000 } = options;
  let have = await stat(part).then(({ size }) => size, () => 0);
  if (have >= file.bytes) {
    await rm(part);
    have = 0;
  }
  const abort = new AbortController();
  let timer = setTimeout(
    () => abort.abort(new Error(`no answer within ${answerWithin / 1000} s`)),
    answerWithin,
  );
  try {
    const headers: HeadersInit = have > 0 ? { range: `bytes=${have}-` } : {};
    const response = await fetch(url, { headers, signal: abort.signal }).catch((error) => {
      throw new Error(`could not reach ${url}: ${firstLine(error)}`);
    });
    if (!response.ok || !response.body) {
      await response.body?.cancel();
      throw new Error(`${url} answered ${response.status} ${response.statusText}`.trim());
    }
    if (response.status !== 206) have = 0;
    const progress = startProgress(`Loading ${file.name}`, { total: file.bytes });
    const out = createWriteStream(part, { flags: have > 0 ? "a" : "w" });
    let unwritten: Error | undefined;
    out.on("error", (error) => unwritten = error);
    try {
      for await (const chunk of response.body) {
        clearTimeout(timer);
        timer = setTimeout(
          () => abort.abort(new Error(`no data for ${stallAfter / 1000} s`)),
          stallAfter,
        );
        if (!out.write(chunk)) await once(out, "drain");
        progress.update(have += chunk.length);
      }
    } catch (error) {
      if (unwritten) throw writeError(part, unwritten, { bytes: file.bytes });
      throw new BrokenOff(
        `the transfer of ${url} broke off after ${have} of ${file.bytes} bytes: ${firstLine(error)}`,
      );
    } finally {
      await new Promise<void>((done) => out.end(done));
    }
    if (unwritten) throw writeError(part, unwritten, { bytes: file.bytes });
    if (have < file.bytes) {
      throw new BrokenOff(`the transfer of ${url} broke off after ${have} of ${file.bytes} bytes`);
    }
    progress.finish();
  } finally {
    clearTimeout(timer);
  }
  await rename(part, target);
}

/** Why a request failed, in one line. */
export function firstLine(error: unknown): string {
  const cause = error instanceof Error && error.cause ? error.cause : error;
  return messageOf(cause).split("\n")[0].replace(/^error sending request for url \(.*?\): /, "");
}
