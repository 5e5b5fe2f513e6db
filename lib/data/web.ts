/** Files over HTTP: with progress, a short wait where there is no network, and resumption of broken transfers. */
import { createWriteStream } from "node:fs";
import { lstat, mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { once } from "node:events";
import { startProgress, withoutPasswords, writeError } from "../base/mod.ts";
import { type AskOptions, askWeb, firstLine, refusal } from "./ask_web.ts";
import { checksumOf, type Place, type RemoteFile } from "./download.ts";
import { withPartialFile } from "./partial_file.ts";

export interface WebOptions extends AskOptions {
  /** For messages; default the host. */
  readonly label?: string;
  /** Milliseconds without data after which a transfer is aborted; default 30,000. */
  readonly stallAfter?: number;
  /** How often a broken transfer is resumed; default 3. */
  readonly resumptions?: number;
  /** What the server has to be told besides; default nothing. */
  readonly headers?: Readonly<Record<string, string>>;
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
              checksumOf(file).digits,
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
  const { stallAfter = 30_000 } = options;
  let have = await usableSize(part, file.bytes);
  const stop = new AbortController();
  const headers = { ...options.headers, ...(have > 0 && { range: `bytes=${have}-` }) };
  const response = await askWeb(url, { headers }, options, stop);
  if (!response.ok || !response.body) {
    await response.body?.cancel();
    throw refusal(url, response);
  }
  if (response.status !== 206 && have > 0) {
    have = 0;
    await rm(part);
  }
  const progress = startProgress(`Loading ${file.name}`, { total: file.bytes });
  // Exclusive, so that it writes through no link that someone has put there.
  const out = createWriteStream(part, { flags: have > 0 ? "a" : "wx" });
  let unwritten: Error | undefined;
  out.on("error", (error) => unwritten = error);
  const stalled = () => stop.abort(new Error(`no data for ${stallAfter / 1000} s`));
  let timer = setTimeout(stalled, stallAfter);
  try {
    for await (const chunk of response.body) {
      clearTimeout(timer);
      timer = setTimeout(stalled, stallAfter);
      if (have + chunk.length > file.bytes) {
        have = Infinity;
        break;
      }
      if (!out.write(chunk)) await once(out, "drain");
      progress.update(have += chunk.length);
    }
  } catch (error) {
    if (unwritten) throw writeError(part, unwritten, { bytes: file.bytes });
    throw brokenOff(url, have, file, firstLine(error));
  } finally {
    clearTimeout(timer);
    await new Promise<void>((done) => out.end(done));
  }
  if (unwritten) throw writeError(part, unwritten, { bytes: file.bytes });
  if (have > file.bytes) {
    await rm(part);
    throw new Error(withoutPasswords(`expected ${file.bytes} bytes of ${url} but it sends more`));
  }
  if (have < file.bytes) throw brokenOff(url, have, file);
  progress.finish();
  await rename(part, target);
}

/** How much of a partial file can be continued; one that cannot is removed. */
async function usableSize(part: string, bytes: number): Promise<number> {
  const there = await lstat(part).catch(() => undefined);
  if (there?.isFile() && there.size < bytes) return there.size;
  await rm(part, { recursive: true, force: true });
  return 0;
}

function brokenOff(url: string, have: number, { bytes }: RemoteFile, reason = ""): BrokenOff {
  const text = `the transfer of ${url} broke off after ${have} of ${bytes} bytes`;
  return new BrokenOff(withoutPasswords(reason ? `${text}: ${reason}` : text));
}
