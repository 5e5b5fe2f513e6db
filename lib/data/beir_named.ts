/**
 * The collections of BEIR by name: `beir/scifact`. Each is a zip, which is unpacked into the cache.
 *
 * @see Thakur et al., BEIR: A Heterogeneous Benchmark for Zero-shot Evaluation of Information Retrieval Models, 2021.
 */
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { didYouMean, inCache, messageOf, mirrorFolder, replaceFolder, UserError } from "../base/mod.ts";
import { fetchFile } from "./download.ts";
import { webPlace } from "./web.ts";
import { unzip } from "./wheel.ts";

/** The MD5 and the size of each zip, by its name. */
export type Zips = Readonly<Record<string, readonly [md5: string, bytes: number]>>;

/** The MD5s are those of BEIR's own table. */
const ZIPS: Zips = {
  "arguana": ["8ad3e3c2a5867cdced806d6503f29b99", 3_773_617],
  "climate-fever": ["8b66f0a9126c521bae2bde127b4dc99d", 1_228_666_652],
  "cqadupstack": ["4e41456d7df8ee7760a7f866133bda78", 5_343_728_040],
  "dbpedia-entity": ["c2a39eb420a3164af735795df012ac2c", 639_285_131],
  "fever": ["5a818580227bfb4b35bb6fa46d9b6c03", 1_236_988_269],
  "fiqa": ["17918ed23cd04fb15047f73e6c3bd9d9", 17_948_027],
  "hotpotqa": ["f412724f78b0d91183a0e86805e16114", 654_025_350],
  "msmarco": ["444067daf65d982533ea17ebd59501e4", 1_082_258_632],
  "nfcorpus": ["a89dba18a62ef92f7d323ec890a0d38d", 2_448_432],
  "nq": ["d4d3d2e48787a744b6f6e691ff534307", 498_307_926],
  "quora": ["18fb154900ba42a600f84b839c173167", 15_853_968],
  "scidocs": ["38121350fc3a4d2f48850f6aff52e4a9", 142_471_588],
  "scifact": ["5f7d1de60b170fc8027bb7898e2efca1", 2_816_079],
  "trec-covid": ["ce62140cb23feb9becf6270d0d1fe6d1", 73_876_720],
  "webis-touche2020": ["46f650ba5a527fc69e0a6521c5a23563", 227_132_363],
};

/** The parts of CQADupStack's zip, each of which is a collection. */
const FORUMS =
  "android english gaming gis mathematica physics programmers stats tex unix webmasters wordpress";

/** The names of all collections, without `beir/`. */
export const beirNames: readonly string[] = Object.keys(ZIPS)
  .flatMap((name) => name === "cqadupstack" ? FORUMS.split(" ").map((forum) => `${name}/${forum}`) : name);

const FILES = ["corpus.jsonl", "queries.jsonl", "qrels/train.tsv", "qrels/dev.tsv", "qrels/test.tsv"];

const darmstadt = webPlace(
  (name) => `https://public.ukp.informatik.tu-darmstadt.de/thakur/BEIR/datasets/${name}`,
  { label: "BEIR's server" },
);

/**
 * The folder of a collection: that of the mirror, else that of the cache, into which its zip is unpacked on first need.
 *
 * @param name Without `beir/`.
 * @throws UserError for a name that there is not, or a zip that cannot be fetched or unpacked.
 */
export async function fetchBeir(
  name: string,
  { zips = ZIPS, names = beirNames }: { zips?: Zips; names?: readonly string[] } = {},
): Promise<string> {
  if (!names.includes(name)) {
    throw new UserError(
      `Expected a collection of BEIR (${names.join(", ")}) but found "${name}".${didYouMean(name, names)}`,
    );
  }
  const mirror = mirrorFolder();
  const places = [...(mirror ? [path.join(mirror, "beir", name)] : []), inCache("beir", name)];
  const there = places.find((folder) => existsSync(path.join(folder, "qrels")));
  if (there) return there;
  const [archive] = name.split("/");
  const [md5, bytes] = zips[archive];
  const zip = await fetchFile({ folder: "beir", name: `${archive}.zip`, md5, bytes, places: [darmstadt] });
  const target = inCache("beir", name);
  await mkdir(path.dirname(target), { recursive: true });
  const into = await mkdtemp(`${target}.incoming-`);
  try {
    await unzip(zip, { folder: name, names: FILES, into }).catch((error) => {
      throw new UserError(`Expected to unpack ${zip} but could not: ${messageOf(error)}`);
    });
    await replaceFolder(into, target);
  } finally {
    await rm(into, { recursive: true, force: true });
  }
  return target;
}
