/** MS MARCO's passages: trained on the reference's triples, tested on TREC's Deep Learning track or on dev.small. */
import { UserError } from "../../base/mod.ts";
import { MS_MARCO, msMarcoSplits, type PairList } from "../../data/mod.ts";
import type { CollectionEntry, PartSizes } from "./collection_entry.ts";

/** What reads its files, loaded on first need: results can be read without it. */
const reading = () => import("../../data/mod.ts");

/** Searched while a run trains: the judged passages, BM25's best, and a random sample. */
const sizes: PartSizes = {
  train: "all",
  dev: { queries: 100, judged: "of the queries", depth: 100, random: 1000 },
  test: "all",
};

/** The sets of queries that have official candidates, and how many of them are judged. */
const reordered = [{ set: "dl19", year: 2019, judged: 43 }, { set: "dl20", year: 2020, judged: 54 }] as const;

/** The years of TREC's track whose queries a subset is validated on. */
function validatedYears(subset: string) {
  return reordered.filter(({ set }) => msMarcoSplits[subset].dev.includes(set)).map(({ year }) => year);
}

export const msMarco: CollectionEntry = {
  name: MS_MARCO,
  async load({ subset, fingerprint }) {
    const { loadMSMarco, sampleFingerprint } = await reading();
    const found = await sampleFingerprint();
    if (found !== fingerprint) {
      const named = (print?: string) => print === undefined ? "the published files" : `the sample ${print}`;
      throw new UserError(
        `Expected ${named(fingerprint)} of ${MS_MARCO} but found ${
          named(found)
        }: the mirror folder is another one, or ` +
          "has changed since. Run the study again from its file.",
      );
    }
    return await loadMSMarco(msMarcoSplits[subset]);
  },
  async check(part, { lists, official }) {
    await msMarco.load(part);
    for (const list of lists) await msMarco.tripleCount!(list);
    if (official) await msMarco.candidates!(part);
  },
  async missing({ subset }, { lists, official }) {
    const { missingMSMarcoFilesOf } = await reading();
    return missingMSMarcoFilesOf(msMarcoSplits[subset], {
      lists: lists as readonly (PairList | undefined)[],
      years: official ? validatedYears(subset) : [],
    });
  },
  otherwise: async () => await (await reading()).sampleFingerprint(),
  // ir_datasets' `msmarco-passage/train`; without a choice, the second version is taken.
  lists: ["qidpidtriples.train.full"],
  async triples(training, { seed, list }) {
    return await (await reading()).msMarcoTriples(training, { seed, list: list as PairList });
  },
  tripleCount: async (list) => await (await reading()).msMarcoTripleCount(list as PairList),
  async candidates({ subset }) {
    const { readTop1000 } = await reading();
    const found = new Map<string, readonly string[]>();
    for (const year of validatedYears(subset)) {
      for (const [query, passages] of await readTop1000(year)) found.set(query, passages);
    }
    return found;
  },
  candidateQueries({ subset }) {
    const sets = reordered.filter(({ set }) => msMarcoSplits[subset].dev.includes(set));
    return sets.reduce((sum, { judged }) => sum + judged, 0);
  },
  texts: 8_842_000,
  async textsHere() {
    const { msMarcoPassages, sampleFingerprint } = await reading();
    if (await sampleFingerprint() === undefined) return undefined;
    return (await msMarcoPassages()).passages.ids.length;
  },
  subsets: Object.fromEntries(Object.keys(msMarcoSplits).map((subset) => [subset, sizes])),
};
