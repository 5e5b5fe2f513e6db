/**
 * A small MS MARCO in the published layouts, for tests: 40 passages, four train queries with pairs, two queries each of
 * dev.small and of two years of TREC's track, and one of eval.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { inTemporaryFolder } from "../../base/folder_for_tests.ts";
import { tarOf } from "../../base/tar_for_tests.ts";
import { MS_MARCO } from "./files.ts";

const PASSAGES = 40;
const WORDS = [
  "amber",
  "birch",
  "cobalt",
  "delta",
  "ember",
  "fjord",
  "granite",
  "harbor",
  "indigo",
  "jasper",
];

/** Passage i has the words of its number. */
export function passageText(i: number): string {
  return `The ${WORDS[i % 10]} story of ${WORDS[Math.floor(i / 10)]} number ${i}.`;
}

const asks = (i: number) => `${WORDS[i % 10]} story of ${WORDS[Math.floor(i / 10)]}`;

/** Train queries by id: the passage that each asks for, and how many pairs it has. */
export const trainQueries: Readonly<Record<string, { passage: number; pairs: number }>> = {
  "1185869": { passage: 0, pairs: 130 },
  "1000094": { passage: 7, pairs: 128 },
  "400296": { passage: 13, pairs: 127 },
  "88228": { passage: 21, pairs: 140 },
};

/** The queries of the other sets, which each ask for one passage. */
const OTHERS = {
  dev: { "1048585": 3, "2": 14 },
  dl19: { "19335": 5, "47923": 16 },
  dl20: { "1030303": 8, "1037496": 19 },
  eval: { "57": 30 },
};

const lines = (rows: readonly (readonly unknown[])[], between = "\t") =>
  rows.map((row) => `${row.join(between)}\n`).join("");
const queryLines = (queries: Readonly<Record<string, number>>) =>
  lines(Object.entries(queries).map(([id, passage]) => [id, asks(passage)]));

/** The judged topics, and two that were not judged. */
const topics = (queries: Readonly<Record<string, number>>) =>
  `${queryLines(queries)}999001\tnot judged\n999002\tnor this\n`;
const nist = (queries: Readonly<Record<string, number>>) =>
  lines(
    Object.entries(queries).flatMap((
      [id, p],
    ) => [[id, "Q0", p, 3], [id, "Q0", p + 1, 1], [id, "Q0", p + 2, 0]]),
    " ",
  );
const top1000 = (queries: Readonly<Record<string, number>>) =>
  lines(
    Object.entries(queries).flatMap(([id, p]) =>
      [p + 2, p + 10, p, p + 1].map((passage) => [id, passage, asks(p), passageText(passage)])
    ),
  );

/** Lines `query positive negative`: the queries take turns, as the file of 2019 has them. */
export function pairLines(): string {
  const rows: number[][] = [];
  for (let turn = 0; turn < 140; turn++) {
    for (const [id, { passage, pairs }] of Object.entries(trainQueries)) {
      if (turn < pairs) rows.push([Number(id), passage, (passage + 1 + turn % (PASSAGES - 1)) % PASSAGES]);
    }
  }
  return lines(rows);
}

const train = Object.entries(trainQueries).map(([id, { passage }]) => [id, passage] as const);

/** The content of each file by its name once unpacked. */
export function msMarcoFiles(): Record<string, string> {
  const { dev, dl19, dl20 } = OTHERS;
  return {
    "collection.tsv": lines(Array.from({ length: PASSAGES }, (_, i) => [i, passageText(i)])),
    // Most train queries are not judged.
    "queries.train.tsv": `121352\tdefine extreme\n${queryLines(Object.fromEntries(train))}634306\tanother\n`,
    "queries.dev.small.tsv": queryLines(dev),
    "queries.eval.tsv": queryLines(OTHERS.eval),
    "qrels.train.tsv": lines(train.map(([id, passage]) => [id, 0, passage, 1])),
    "qrels.dev.small.tsv": lines(Object.entries(dev).map(([id, passage]) => [id, 0, passage, 1])),
    "qidpidtriples.train.full.2.tsv": pairLines(),
    "triples.train.small.tsv": lines(train.map(([, p]) => [asks(p), passageText(p), passageText(p + 4)])),
    "msmarco-test2019-queries.tsv": topics(dl19),
    "2019qrels-pass.txt": nist(dl19),
    "msmarco-passagetest2019-top1000.tsv": top1000(dl19),
    "msmarco-test2020-queries.tsv": topics(dl20),
    "2020qrels-pass.txt": nist(dl20),
    "msmarco-passagetest2020-top1000.tsv": top1000(dl20),
  };
}

/** The files as their publisher packs them. */
function published(files: Readonly<Record<string, string>>): Record<string, string | Uint8Array> {
  const some = (pattern: RegExp) =>
    Object.fromEntries(Object.entries(files).filter(([name]) => pattern.test(name)));
  const tar = (pattern: RegExp) => gzipSync(tarOf(some(pattern)));
  return {
    "collectionandqueries.tar.gz": tar(/^collection|\.dev\.small\.tsv$|^qrels\.train/),
    "queries.tar.gz": tar(/^queries\.(train|eval)\.tsv$/),
    "triples.train.small.tar.gz": tar(/^triples/),
    ...some(/^qrels\.train|-pass\.txt$/),
    ...Object.fromEntries(
      Object.entries(some(/^qidpid|^msmarco-/)).map(([name, text]) => [`${name}.gz`, gzipSync(text)]),
    ),
  };
}

export type Layout = "plain" | "gzipped" | "published";

/** Writes the collection into a mirror folder. */
export async function writeMSMarco(
  mirror: string,
  { layout = "plain", files = msMarcoFiles() }: { layout?: Layout; files?: Record<string, string> } = {},
): Promise<void> {
  const packed: Record<string, string | Uint8Array> = layout === "published"
    ? published(files)
    : layout === "plain"
    ? files
    : Object.fromEntries(Object.entries(files).map(([name, text]) => [`${name}.gz`, gzipSync(text)]));
  await mkdir(path.join(mirror, MS_MARCO), { recursive: true });
  for (const [name, content] of Object.entries(packed)) {
    await writeFile(path.join(mirror, MS_MARCO, name), content);
  }
}

/** Runs something with an empty mirror folder and an empty cache. */
export async function withMirror<T>(use: (mirror: string) => Promise<T>): Promise<T> {
  const withCache = () => inTemporaryFolder(use, { variable: "KIT_MIRROR" });
  return await inTemporaryFolder(withCache, { variable: "KIT_CACHE" });
}

/** Runs something with the collection in a mirror folder, and an empty cache. */
export async function withMSMarco<T>(
  use: (mirror: string) => Promise<T>,
  options: { layout?: Layout; files?: Record<string, string> } = {},
): Promise<T> {
  return await withMirror(async (mirror) => {
    await writeMSMarco(mirror, options);
    return await use(mirror);
  });
}
