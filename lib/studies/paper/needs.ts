/** What the reference's experiments, or a user's study, need and this machine lacks. */
import { existsSync } from "node:fs";
import { fetchEncoders, missingOfCollections, type RunConfig } from "../../runs/mod.ts";
import { UserError } from "../../base/mod.ts";

/** Loaded on first need: studies can be looked at without what reads collections. */
const data = () => import("../../data/mod.ts");

export interface PaperNeeds {
  /** Files of MS MARCO. */
  readonly files: readonly string[];
  /** Encoders of the model hub. */
  readonly encoders: readonly string[];
}

/** What some runs need and is neither in the mirror folder nor in the cache. */
export async function missingForPaper(encoders: readonly string[]): Promise<PaperNeeds> {
  const { hubModelHere, missingMSMarcoFiles } = await data();
  return {
    files: missingMSMarcoFiles(),
    encoders: [...new Set(encoders)].filter((name) => hubModelHere(name) === undefined),
  };
}

/** What the runs of a study need and is neither in the mirror folder nor in the cache. */
export async function missingForStudy(
  runs: readonly Pick<RunConfig, "collection" | "training" | "triples" | "encoder" | "teacher">[],
): Promise<PaperNeeds> {
  const { hubModelHere, isHubId, MS_MARCO } = await data();
  const encoders = runs.flatMap(({ encoder, teacher }) => [encoder, ...(teacher ? [teacher.encoder] : [])]);
  const isMissing = (name: string) => isHubId(name) && !existsSync(name) && hubModelHere(name) === undefined;
  return {
    files: (await missingOfCollections(runs)).get(MS_MARCO) ?? [],
    encoders: [...new Set(encoders)].filter(isMissing),
  };
}

/** Downloads what is missing. */
export async function fetchForPaper(encoders: readonly string[]): Promise<void> {
  const { fetchMSMarcoFiles } = await data();
  await fetchMSMarcoFiles();
  await fetchEncoders(encoders);
}

/** What is missing, and how to get it, of tier paper or of a study; undefined where nothing is. */
export function missingInWords(
  { files, encoders }: PaperNeeds,
  of: "Tier paper" | "Study" = "Tier paper",
): string | undefined {
  const parts = [
    ...(files.length > 0 ? [`${files.join(", ")} of MS MARCO in KIT_MIRROR/msmarco-passage`] : []),
    ...(encoders.length > 0
      ? [`the encoders ${encoders.join(", ")} in KIT_MIRROR, each in the folder of its name`]
      : []),
  ];
  if (parts.length === 0) return undefined;
  return `${of}: expected ${parts.join("; and ")}, or in the cache, but did not find them. ` +
    `${of === "Study" ? "Runs download them on first need" : "--fetch downloads them"} ` +
    "(MS MARCO 3 GB, for research that is not commercial; an encoder up to 0.5 GB); data/msmarco-passage.md says from " +
    "where, and which other forms of the files are read.";
}

/** @throws UserError where something is missing, with how to get it. */
export async function checkForPaper(runs: readonly Pick<RunConfig, "encoder">[]): Promise<void> {
  const missing = missingInWords(await missingForPaper(runs.map(({ encoder }) => encoder)));
  if (missing !== undefined) throw new UserError(missing);
}
