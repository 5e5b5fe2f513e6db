/** Public runs for the passage task of TREC's Deep Learning track, as RankLLM's project publishes them. */
import { fetchFiles, type RemoteFile } from "./download.ts";
import { fetchTrecDLQrels, TREC_DL, trecDLNames, type TrecDLYear } from "./trec_dl.ts";
import { webPlace } from "./web.ts";

const RUNS: Readonly<Record<string, Record<TrecDLYear, Omit<RemoteFile, "name">>>> = {
  BM25: {
    2019: { bytes: 190529, sha256: "cbada2e4f710f8cafb8f1fd54e2289011b3273cdc044adb2380af21f63a6c861" },
    2020: { bytes: 240316, sha256: "fba5d55aa8335bd1c74f7860dee354e69986b627c640b34ba47e084e311c24d2" },
  },
  BM25_RM3: {
    2019: { bytes: 191863, sha256: "fd1b5b6358731eb82a42f240b27e2ec061b087a64dff8d61e9bc4f4e61175325" },
    2020: { bytes: 241312, sha256: "7d21a75df074dcaf7dd9ac7c45fea29c17c5a13a72381a6c1ba6ec9eed49f156" },
  },
  D_BERT_KD_TASB: {
    2019: { bytes: 190741, sha256: "194ac7678312edbbd9aeb322e5b00fac63ecf081fccc2dd88e4c0dd2d8fc255e" },
    2020: { bytes: 240082, sha256: "cc4765e2c732caa704c8df0d5af06fe8e02992893e77c676f4f31b3d22d9b05f" },
  },
  OPEN_AI_ADA2: {
    2019: { bytes: 193174, sha256: "e0e480ce3dc8673b56a457b885d8be1879704ab00d371b4cbadca3ac802ecc39" },
    2020: { bytes: 243029, sha256: "27998342e27a592873e373835370bb264815e3ba325d28cfd9a7b98e193f0181" },
  },
  REP_LLAMA: {
    2019: { bytes: 1415843, sha256: "e20af423fe0f9c165553a11de621968eae98784b9a7ac12b7f530382dcefc71b" },
    2020: { bytes: 1781403, sha256: "8bca79a4fa788c40b6ceab5c6650c3a2c535ec2d65b0a8632a4ae0042e00db69" },
  },
  SPLADE_P_P_ENSEMBLE_DISTIL: {
    2019: { bytes: 147985, sha256: "5e09e4219740fd9b2a57637fccf6d00932c938c47a07b97ce0852c0b2596a4e1" },
    2020: { bytes: 186223, sha256: "24062fcd8b8dfdf9f2710907c786541c870e8463d5dadea6b9e903821694918e" },
  },
};

/**
 * Fetches what notebook 02 shows: the judgements of both years from NIST, and six public runs for each.
 *
 * @returns The folder in the cache.
 * @throws UserError where a file cannot be fetched.
 */
export async function fetchTrecDL(): Promise<string> {
  let folder = "";
  for (const year of [2019, 2020] as const) {
    await fetchTrecDLQrels(year);
    const files = Object.entries(RUNS).map(([system, years]) => ({
      name: trecDLNames(year).run(system),
      ...years[year],
    }));
    folder = await fetchFiles({ folder: TREC_DL, files, places: [rankLLM] });
  }
  return folder;
}

const rankLLM = webPlace(addressOf, { label: "RankLLM's data on GitHub" });

/** There, each system has a folder. */
function addressOf(name: string): string {
  const [system, file] = name.replace("runs/", "").split(/\.(.*)/s);
  return `https://github.com/castorini/rank_llm_data/raw/main/retrieve_results/${system}/${file}`;
}
