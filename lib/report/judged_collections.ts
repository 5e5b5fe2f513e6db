/** What was loaded of judged collections, or what to put where. */
import { readFile } from "node:fs/promises";
import { UserError } from "../base/mod.ts";
import { inResults } from "../runs/mod.ts";
import { commonDepth, depthOf, type JudgedCollection } from "../evaluation/mod.ts";
import { enumerated } from "./findings.ts";
import { systemNames, TREC_DL, trecDLNames } from "../data/mod.ts";

/** What was loaded, or what to put where, as Markdown. */
export function loadedFindings(collections: readonly JudgedCollection[]): string {
  if (collections.length === 0) return whereToPut();
  return collections.map((collection) => {
    const { name, qrels, systems } = collection;
    const judgements = [...qrels.values()].reduce((sum, grades) => sum + grades.size, 0);
    const depth = commonDepth(collection);
    const deeper = systems.filter(({ run }) => depthOf(run) > depth);
    const beyond = deeper.map(({ name, run }) => `${name} (${depthOf(run)})`);
    return `**${name}**: ${qrels.size} queries, ${judgements} judgements; ${
      enumerated(systems.map(({ name }) => name))
    }, ${depth} passages for each query${beyond.length ? `, more from ${enumerated(beyond)}` : ""}.`;
  }).join("\n\n");
}

/**
 * What is measured of each collection, or what was measured of it and is stored with the project, where the files are
 * not on this machine: a notebook shows the same with them and without.
 *
 * @param part What is measured, as the stored results name it.
 * @param measure Makes plain data, as JSON has it.
 */
export async function measuredOrStored<T>(
  part: string,
  collections: readonly JudgedCollection[],
  measure: (collection: JudgedCollection) => T,
): Promise<T[]> {
  if (collections.length > 0) return collections.map(measure);
  const stored = JSON.parse(await readFile(STORED, "utf8"));
  if (Object.hasOwn(stored, part)) return stored[part];
  throw new UserError(
    `Expected stored results of ${
      Object.keys(stored).join(", ")
    } in ${STORED} but found "${part}" asked for.`,
  );
}

/** The stored results, by part. */
export const STORED = inResults("trec_dl.json");

function whereToPut(): string {
  const years = [2019, 2020] as const;
  const files = years.flatMap((year) => {
    const { qrels, run } = trecDLNames(year);
    return [
      `- \`${TREC_DL}/${qrels}\`: the judgements, which NIST publishes as \`${year}qrels-pass.txt\``,
      `- \`${TREC_DL}/${run("SYSTEM")}\`: for each of two systems or more, its ranking in TREC's format`,
    ];
  });
  return [
    "**The judgements and runs of TREC Deep Learning are not on this machine.** What follows was measured before, and " +
    "is stored with the project. `deno task notebooks --fetch notebooks/02-evaluation.ipynb` fetches the files and " +
    "measures again.",
    "Without a network, put these files into a folder, name it in the environment variable `KIT_MIRROR`, and run the " +
    "notebook again (or put them into `.cache/downloads` in the project):",
    files.join("\n"),
    "The six runs shown here, with " +
    `\`SYSTEM\` one of ${
      Object.keys(systemNames).map((name) => `\`${name}\``).join(", ")
    }, are first-stage runs that the ` +
    "project RankLLM publishes (`castorini/rank_llm_data`, folder `retrieve_results`); give them these names. Any " +
    "others will do, your own too.",
  ].join("\n\n");
}
