/** Writes the explorer: a folder of static files that opens from disk, and from any web server. */
import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import {
  inProject,
  messageOf,
  replaceFolder,
  temporaryName,
  UserError,
  writeAtomically,
} from "../base/mod.ts";
import { codeOfNotebook, findNotebooks } from "../jupyter/mod.ts";
import { canonicalJSON, collectionLabel, entryOf, namedPart, type RunResult } from "../runs/mod.ts";
import type { JudgedClaim } from "../studies/mod.ts";
import { bundlePage } from "./bundle.ts";
import { claimRowsOf, type NotebookCode } from "./data/claims.ts";
import { type CollectionSummary, placesOf, textsOf } from "./data/collection_texts.ts";
import { foundBy, packFound, type Searched } from "./data/found_passages.ts";
import { packedScript } from "./data/packed_script.ts";
import { detailsOf, summaryOf } from "./data/stored_run.ts";
import type { Recordings } from "./microscope/recording.ts";
import { writeMicroscope } from "./microscope/write_microscope.ts";
import { writePlayground } from "./playground/write_playground.ts";

/** What the explorer shows. */
export interface ExplorerContent {
  readonly results: readonly RunResult[];
  readonly claims: readonly JudgedClaim[];
  /** A batch through trainings, for the microscope. */
  readonly recordings?: Recordings;
  /** Writes the notebooks as a book into a folder, and the library's documentation into another; default neither. */
  readonly book?: (places: { readonly book: string; readonly api: string }) => Promise<void>;
}

/** A file of the explorer, which no other folder has. */
const MARK = "explorer.js";

/**
 * Writes the explorer into a folder, whole or not at all; an earlier one is replaced.
 *
 * @param say Told of collections whose texts cannot be shown.
 * @throws UserError where the folder holds something else, or cannot be written.
 */
export async function writeExplorer(
  folder: string,
  content: ExplorerContent,
  { say }: { say: (line: string) => void },
): Promise<void> {
  const place = path.resolve(folder);
  if (existsSync(place) && !existsSync(path.join(place, MARK))) {
    throw new UserError(
      `Expected a new folder, or an earlier report, at ${folder} but found another. Name a new one.`,
    );
  }
  const temporary = temporaryName(place);
  await mkdir(path.join(temporary, "data"), { recursive: true });
  try {
    await writePage(temporary, content);
    await writeData(path.join(temporary, "data"), content, say);
    await content.book?.({ book: path.join(temporary, "book"), api: path.join(temporary, "api") });
    await replaceFolder(temporary, place);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Links to what {@linkcode ExplorerContent.book} writes. */
const BOOK_LINKS = '<a href="book/index.html">Notebooks</a>\n        <a href="api/index.html">Library</a>';

async function writePage(folder: string, { recordings, book }: ExplorerContent): Promise<void> {
  const page = (name: string) => inProject("lib", "explorer", "page", name);
  const index = await readFile(page("index.html"), "utf8");
  await writeAtomically(
    path.join(folder, "index.html"),
    index.replace("<!-- book -->", book ? BOOK_LINKS : ""),
  );
  await copyFile(page("explorer.css"), path.join(folder, "explorer.css"));
  const plotly = createRequire(import.meta.url).resolve("plotly.js-cartesian-dist-min");
  await copyFile(plotly, path.join(folder, "plotly.js"));
  await writeAtomically(path.join(folder, MARK), await bundlePage());
  await writePlayground(folder);
  await writeMicroscope(folder, recordings);
}

async function writeData(
  folder: string,
  { results, claims, book }: ExplorerContent,
  say: (line: string) => void,
): Promise<void> {
  const write = (name: string, value: unknown) =>
    writeAtomically(path.join(folder, `${name}.js`), packedScript(name, value));
  // What was searched is one where the queries are the same, too.
  const groups = [
    ...Map.groupBy(results, ({ config, queries }) => canonicalJSON([config.collection, queries])).values(),
  ];
  const collections: CollectionSummary[] = [];
  for (const [number, group] of groups.entries()) {
    const [{ config, queries }] = group;
    const places = placesOf(group);
    const summary = { label: collectionLabel(config), queries: queries.length };
    try {
      const texts = textsOf(
        await entryOf(config.collection).load(namedPart(config.collection)),
        queries,
        places,
      );
      await write(`texts-${number}`, texts);
      collections.push(summary);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      say(`No texts of ${summary.label}: ${messageOf(error)}`);
      collections.push({ ...summary, missing: "The collection was not on the machine that made this page." });
    }
    const placeOf = (position: number) => places.get(position)!;
    const found = foundBy(group, placeOf);
    await write(`queries-${number}`, { queries, found: packFound(found) } satisfies Searched);
    for (const result of group) await write(`run-${result.hash}`, detailsOf(result, found, placeOf));
  }
  const numberOf = new Map(
    groups.flatMap((group, number) => group.map((result) => [result, number] as const)),
  );
  await write("runs", results.map((result) => summaryOf(result, numberOf.get(result)!)));
  await write("collections", collections);
  await write("claims", claimRowsOf(claims, await codeOfNotebooks(), { inBook: book !== undefined }));
}

async function codeOfNotebooks(): Promise<NotebookCode[]> {
  return await Promise.all(
    findNotebooks().map(async (file) => ({
      name: path.basename(file),
      code: codeOfNotebook(await readFile(file, "utf8")),
    })),
  );
}
