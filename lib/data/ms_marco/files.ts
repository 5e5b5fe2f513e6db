/**
 * The published files of MS MARCO's passage collection, and where this machine has them.
 *
 * A file may be plain, gzipped, or in the tar that it is published in. In a mirror folder it is used where it lies; without
 * one, it is downloaded and checked.
 *
 * @see Bajaj et al., MS MARCO: A Human Generated MAchine Reading COmprehension Dataset, 2016.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { inCache, mirrorFolder } from "../../base/mod.ts";
import { fetchFile, type Place, type RemoteFile } from "../download.ts";
import { fetchTrecDLQrels, findTrecDL } from "../trec_dl.ts";
import { webPlace } from "../web.ts";

/** The folder in the mirror and in the cache's `downloads`; the collection's name. */
export const MS_MARCO = "msmarco-passage";

/** A file, or one in a tar. */
export interface FoundFile {
  readonly file: string;
  /** The file's name in the tar; absent where it is a file by itself. */
  readonly member?: string;
}

/** A file's name in messages. */
export function shown({ file, member }: FoundFile): string {
  return member === undefined ? file : `${file} (${member})`;
}

/** As their publisher has them; the checksums are those that ir_datasets knows. */
const DOWNLOADS = {
  all: {
    name: "collectionandqueries.tar.gz",
    bytes: 1_057_717_952,
    md5: "31644046b18952c1386cd4564ba2ae69",
  },
  queries: { name: "queries.tar.gz", bytes: 18_882_551, md5: "c177b2795d5f2dcc524cf00fcd973be1" },
  trainQrels: { name: "qrels.train.tsv", bytes: 10_589_532, md5: "733fb9fe12d93e497f7289409316eccf" },
  pairs: {
    name: "qidpidtriples.train.full.2.tsv.gz",
    bytes: 1_841_693_309,
    md5: "219083e80a0a751c08b968c2f31a4e0b",
  },
  firstPairs: {
    name: "qidpidtriples.train.full.tsv.gz",
    bytes: 2_633_557_579,
    md5: "215a5204288820672f5e9451d9e202c5",
  },
  triples: {
    name: "triples.train.small.tar.gz",
    bytes: 7_930_881_353,
    md5: "c13bf99ff23ca691105ad12eab837f84",
  },
  topics2019: {
    name: "msmarco-test2019-queries.tsv.gz",
    bytes: 4_276,
    md5: "eda71eccbe4d251af83150abe065368c",
  },
  topics2020: {
    name: "msmarco-test2020-queries.tsv.gz",
    bytes: 4_131,
    md5: "00a406fb0d14ed3752d70d1e4eb98600",
  },
  top2019: {
    name: "msmarco-passagetest2019-top1000.tsv.gz",
    bytes: 26_634_062,
    md5: "ec9e012746aa9763c7ff10b3336a3ce1",
  },
  top2020: {
    name: "msmarco-passagetest2020-top1000.tsv.gz",
    bytes: 26_230_218,
    md5: "aa6fbc51d66bd1dc745964c0e140a727",
  },
} as const satisfies Record<string, RemoteFile>;

/** Each file's download; NIST has the judgements of its track. */
const FILES = {
  "collection.tsv": DOWNLOADS.all,
  "queries.train.tsv": DOWNLOADS.queries,
  "queries.dev.small.tsv": DOWNLOADS.all,
  "queries.eval.tsv": DOWNLOADS.queries,
  "qrels.train.tsv": DOWNLOADS.trainQrels,
  "qrels.dev.small.tsv": DOWNLOADS.all,
  "qidpidtriples.train.full.2.tsv": DOWNLOADS.pairs,
  "qidpidtriples.train.full.tsv": DOWNLOADS.firstPairs,
  "triples.train.small.tsv": DOWNLOADS.triples,
  "msmarco-test2019-queries.tsv": DOWNLOADS.topics2019,
  "msmarco-test2020-queries.tsv": DOWNLOADS.topics2020,
  "msmarco-passagetest2019-top1000.tsv": DOWNLOADS.top2019,
  "msmarco-passagetest2020-top1000.tsv": DOWNLOADS.top2020,
  "2019qrels-pass.txt": 2019,
  "2020qrels-pass.txt": 2020,
} as const;

/** The name of a file, as it is once unpacked. */
export type MSMarcoName = keyof typeof FILES;

/** Tars, and which of the files they hold. */
const TARS: readonly { readonly tar: string; readonly holds: readonly MSMarcoName[] }[] = [
  { tar: "queries.tar.gz", holds: ["queries.train.tsv", "queries.eval.tsv"] },
  { tar: "collection.tar.gz", holds: ["collection.tsv"] },
  {
    tar: "collectionandqueries.tar.gz",
    holds: [
      "collection.tsv",
      "queries.train.tsv",
      "queries.dev.small.tsv",
      "qrels.train.tsv",
      "qrels.dev.small.tsv",
    ],
  },
  { tar: "triples.train.small.tar.gz", holds: ["triples.train.small.tsv"] },
];

/** Names that a file was published under before; this one is no tar, but gzip alone. */
const FORMER_NAMES: Partial<Record<MSMarcoName, readonly string[]>> = {
  "qidpidtriples.train.full.tsv": ["qidpidtriples.train.full.tar.gz"],
};

/** The mirror's folder of the collection; undefined where there is none. */
export function msMarcoMirror(): string | undefined {
  const mirror = mirrorFolder();
  const folder = mirror && path.join(mirror, MS_MARCO);
  return folder && existsSync(folder) ? folder : undefined;
}

/** A file in a folder: plain, gzipped, or in a tar of its publisher; undefined where it is not there. */
export function findIn(folder: string, name: MSMarcoName): FoundFile | undefined {
  const names = [name, `${name}.gz`, ...FORMER_NAMES[name] ?? []];
  const alone = names.map((each) => path.join(folder, each)).find((file) => existsSync(file));
  if (alone) return { file: alone };
  for (const { tar, holds } of TARS) {
    if (!holds.includes(name)) continue;
    const file = [tar, tar.replace(/\.gz$/, "")].map((each) => path.join(folder, each)).find(existsSync);
    if (file) return { file, member: name };
  }
  return undefined;
}

/**
 * A file, from the mirror folder, else from the cache, else downloaded.
 *
 * @param places Where it is downloaded from; default its publisher's server.
 * @throws UserError where it cannot be fetched.
 */
export async function msMarcoFile(
  name: MSMarcoName,
  places: readonly Place[] = [microsoft],
): Promise<FoundFile> {
  const mirror = msMarcoMirror();
  const found = mirror && findIn(mirror, name);
  if (found) return found;
  const download = FILES[name];
  if (typeof download === "number") return { file: await fetchTrecDLQrels(download) };
  if (!existsSync(inCache("downloads", MS_MARCO, download.name))) {
    console.warn(`${download.name} of MS MARCO: ${TERMS}`);
  }
  const file = await fetchFile({ folder: MS_MARCO, ...download, places });
  return inDownload(file, name);
}

/** A file as this machine has it, where `msMarcoFile` finds it; undefined where it has to be downloaded. */
export function localMSMarcoFile(name: MSMarcoName): FoundFile | undefined {
  const mirror = msMarcoMirror();
  const found = mirror && findIn(mirror, name);
  if (found) return found;
  const download = FILES[name];
  if (typeof download === "number") {
    const { qrels } = findTrecDL(download);
    return qrels === undefined ? undefined : { file: qrels };
  }
  const file = inCache("downloads", MS_MARCO, download.name);
  return existsSync(file) ? inDownload(file, name) : undefined;
}

/** Bytes of the downloads that some files are in, but for NIST's judgements. */
export function downloadBytes(names: readonly MSMarcoName[]): number {
  const downloads = new Set(names.map((name) => FILES[name]).filter((each) => typeof each !== "number"));
  return [...downloads].reduce((sum, { bytes }) => sum + bytes, 0);
}

/** A file in its download, which may be a tar. */
function inDownload(file: string, name: MSMarcoName): FoundFile {
  return TARS.some(({ tar }) => tar === path.basename(file)) ? { file, member: name } : { file };
}

const TERMS = "for research that is not commercial, under the terms at https://microsoft.github.io/msmarco/";

const microsoft = webPlace((name) => `https://msmarco.z22.web.core.windows.net/msmarcoranking/${name}`, {
  label: "MS MARCO's server",
  // With the version that it else assumes, it sends no parts of files.
  headers: { "x-ms-version": "2019-12-12" },
});
