/** What was loaded of judged collections, or what to put where. */
import { commonDepth, depthOf, type JudgedCollection } from "../evaluation/mod.ts";
import { enumerated } from "./findings.ts";
import { showMarkdown } from "./show.ts";
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
 * Shows what is made of collections; where there are none, a line that says so.
 *
 * A cell that shows something always has an output, with the data and without.
 */
export async function showWithData(
  collections: readonly JudgedCollection[],
  show: () => Promise<void>,
): Promise<void> {
  if (collections.length > 0) await show();
  else await showMarkdown("*Nothing to show without the data: see the first cell.*");
}

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
    "**The judgements and runs of TREC Deep Learning are not on this machine**, and this notebook loads nothing by " +
    "itself. Put these files into a folder, name it in the environment variable `KIT_MIRROR`, and run the notebook " +
    "again (or put them into `.cache/downloads` in the project):",
    files.join("\n"),
    "`fetchTrecDLQrels(2019)` of `kit/data/mod.ts` loads the judgements from NIST. The six runs shown here, with " +
    `\`SYSTEM\` one of ${
      Object.keys(systemNames).map((name) => `\`${name}\``).join(", ")
    }, are first-stage runs that the ` +
    "project RankLLM publishes (`castorini/rank_llm_data`, folder `retrieve_results`); give them these names. Any " +
    "others will do, your own too.",
  ].join("\n\n");
}
