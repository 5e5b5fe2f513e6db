/**
 * The collections of NanoBEIR by name: `nanobeir/NFCorpus`. Each has 50 queries, and is three Parquet files on the Hugging
 * Face hub.
 */
import { existsSync } from "node:fs";
import { copyFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { didYouMean, mirrorFolder, UserError } from "../base/mod.ts";
import { fetchFiles, type Place } from "./download.ts";
import { hubEndpoint } from "./hub.ts";
import { webPlace } from "./web.ts";

type Known = readonly [md5: string, bytes: number];

/** The MD5 and the size of each collection's corpus, queries and qrels. */
export type NanoFiles = Readonly<Record<string, readonly [corpus: Known, queries: Known, qrels: Known]>>;

/** Those that ir_datasets knows. */
const FILES: NanoFiles = {
  ArguAna: [["ee563dc09a91032b494f469b6c807a9c", 2207566], ["5ad0a26fad750dc74eae00ab753731b8", 45590], [
    "5fab96653b0455879606e82071ef4b21",
    3439,
  ]],
  ClimateFEVER: [["97a57296bbb7e48ffc8b763c4b2a188b", 3331342], ["0f4d43544ae8755e0557f89be3ae7e74", 7569], [
    "3042ccd6054266951ac1338c57a2bb85",
    3770,
  ]],
  DBPedia: [["cee2bc11f2b84fe636b5f219246221e0", 1479972], ["ec7d771ba38310699a5b323aa693febe", 3546], [
    "8a9fa7e95c276d810ddbb53b8054801d",
    23171,
  ]],
  FEVER: [["0b052fca4b4c975088bc2f01d7f2b749", 3930640], ["43122d82b3df866afad1f37a28e6ba60", 3881], [
    "a25763bbae313d39668c37dbadb70cd3",
    2730,
  ]],
  FiQA2018: [["873e5dcf7920fc8c0ff210cf06907607", 2532554], ["8b25da8b2d2e40a483d7a782a048a950", 4249], [
    "f22d89ef6658379498bc92e92cf92d26",
    2631,
  ]],
  HotpotQA: [["da3d14375223d0e5dad172acdbb1c332", 1247690], ["c1f13d4ed9f88a89285e39d9e13f5c38", 6431], [
    "3ed8424185156af1fe4c55aac84bce92",
    3424,
  ]],
  MSMARCO: [["15ab2a1d3674e562d088e64dc5781373", 1115821], ["9ab46c94f88bfed1e338dc0887568f03", 3219], [
    "c72caacf4bc04efa8af6b2ac2944ea92",
    2095,
  ]],
  NFCorpus: [["deb02538a3b030843a8ccca212dc6a3c", 2462576], ["6578fc992124bb997e32bd1192c1b475", 2786], [
    "402762544651e0fc6df10cd76e2cbfae",
    16342,
  ]],
  NQ: [["aaf73189d2b8d0de039dc2619d7a29ef", 1776094], ["87de29b17a669fc61d1f192bd5099887", 3658], [
    "fc2b183187c4f99e0939b55dc11b1908",
    2020,
  ]],
  QuoraRetrieval: [["a8cd6d41cbeb6bda2a3ed90526de4521", 229172], ["590ed67697e12f21fafe436c07e6f772", 3918], [
    "650ca21cef9a73b83e3845c93e3a230a",
    2266,
  ]],
  SCIDOCS: [["60f9f2a7206f0e8a0fc185df2b7ab00b", 1271482], ["940e2220bc9667138774a36f6c771c97", 6874], [
    "e21c1514761b06ac6bba5a8f958d8803",
    14043,
  ]],
  SciFact: [["9f82bfc70f9b7d7f0275fb6b8ee38876", 2408011], ["0218d8ad9c0bd8671002f16edb497ff3", 5482], [
    "1155d79cf3854fa43c72c8458f34f744",
    2082,
  ]],
  Touche2020: [["fdea27196d1234ab4aa2c49c9a849840", 7265307], ["0ba668cdae413f411644871f544a9d1b", 3348], [
    "4b3de9c60d59be85ae4483e1210caff9",
    17746,
  ]],
};

/** The names of all collections, without `nanobeir/`. */
export const nanoBeirNames: readonly string[] = Object.keys(FILES);

/**
 * The folder of a collection in the cache, into which it is fetched on first need, from the mirror or from the hub.
 *
 * @param name Without `nanobeir/`; upper and lower case do not count.
 * @throws UserError for a name that there is not, or a file that cannot be fetched.
 */
export async function fetchNanoBeir(name: string, files: NanoFiles = FILES): Promise<string> {
  const names = Object.keys(files);
  const known = names.find((each) => each.toLowerCase() === name.toLowerCase());
  if (known === undefined) {
    throw new UserError(
      `Expected a collection of NanoBEIR (${names.join(", ")}) but found "${name}".${
        didYouMean(name, names)
      }`,
    );
  }
  const folder = `nanobeir/Nano${known}`;
  const parts = ["corpus", "queries", "qrels"] as const;
  return await fetchFiles({
    folder,
    files: parts.map((part, i) => {
      const [md5, bytes] = files[known][i];
      return { name: part === "qrels" ? QRELS : `${part}/${FILE}`, md5, bytes };
    }),
    places: [...asTheHubNamesThem(folder), hub(`zeta-alpha-ai/Nano${known}`)],
  });
}

const FILE = "train-00000-of-00001.parquet";
/** The hub calls the only split `train`; its queries are test queries. */
const QRELS = "qrels/test-00000-of-00001.parquet";

const nameOnHub = (name: string) => name === QRELS ? `qrels/${FILE}` : name;

function hub(id: string): Place {
  return webPlace((name) => `${hubEndpoint()}/datasets/${id}/resolve/main/${nameOnHub(name)}`, {
    label: "the Hugging Face hub",
  });
}

/** The mirror's folder, where it is a copy of the hub's; none where there is no mirror. */
function asTheHubNamesThem(folder: string): Place[] {
  const mirror = mirrorFolder();
  if (!mirror) return [];
  return [{
    label: `the mirror folder ${path.join(mirror, folder)}, with the hub's names`,
    async fetch(files, into) {
      for (const { name } of files) {
        const source = path.join(mirror, folder, nameOnHub(name));
        if (!existsSync(source)) continue;
        await mkdir(path.dirname(path.join(into, name)), { recursive: true });
        await copyFile(source, path.join(into, name));
      }
    },
  }];
}
