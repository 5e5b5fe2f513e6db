/** `results/verdicts.md`, and the table in the README: every claim with its verdict, derived from the committed runs. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { fixed, inProject, markdownTable, UserError, writeAtomically } from "../base/mod.ts";
import { inResults, loadResults, type RunResult, storedConfigs } from "../runs/mod.ts";
import { judgeClaims, type JudgedClaim } from "../studies/mod.ts";

/** Between these lines the README has the table. */
const MARKS = [
  "<!-- verdicts: written by `deno task reproduce --commit` -->",
  "<!-- end of verdicts -->",
] as const;

/** The claims as a table: claim and verdict, or that nothing was run to answer it. */
export function verdictTable(judged: readonly JudgedClaim[]): string {
  const rows = judged.map(({ claim, verdict, evidence }) => [
    claim.id,
    claim.statement,
    evidence.length === 0 ? `${verdict.word} (no runs)` : verdict.word,
  ]);
  return markdownTable([["", "claim", "verdict"], ...rows], { left: [0, 1, 2] });
}

/** All that is known of each claim, as Markdown: a section a claim. */
export function verdictSections(judged: readonly JudgedClaim[]): string {
  const sections = judged.map(({ claim, verdict, evidence }) => {
    const rows = evidence.map((found, i) => [
      found.label,
      found.place,
      fixed(found.mean, 3),
      `${fixed(found.low, 3)} to ${fixed(found.high, 3)}`,
      String(found.seeds),
      found.queries === 0 ? "dev" : String(found.queries),
      verdict.each[i],
    ]);
    const table = rows.length === 0 ? "" : "\n" +
      markdownTable([["", "where", "observed", "95 % interval", "seeds", "queries", "verdict"], ...rows], {
        left: [0, 1, 6],
      });
    return `## ${claim.id}: ${verdict.word}\n\n${claim.statement}\n\n` +
      `- From: ${claim.source}\n- Quantity: ${claim.quantity}\n- Expected: ${
        expectedInWords(claim.expectation)
      }\n` +
      `- What would change it: ${claim.wouldChange}\n` +
      (evidence.length === 0 ? `- Why: ${verdict.why}\n` : "") + table;
  });
  return sections.join("\n");
}

const PREFACE =
  "Derived from `results/runs` by `deno task reproduce --commit`; a test compares the two. On WordNet each method has the " +
  "learning rate that dev picked for it with the first seed, and controls and variants that of the method that they are of; " +
  "other collections have WordNet's rates. Intervals are over queries, clustered by passage, and seeds: at each end the outer " +
  "one of a two-way bootstrap and of Student's t over the seeds, as few seeds say little. Those of curves on dev are over " +
  "seeds alone, and a ratio that is 0 or infinite for a seed has the range of the seeds. Tests are corrected within a claim " +
  "(Holm). Equivalent: within ±0.02 by two one-sided tests; a claim of it is contradicted where the interval lies beyond. " +
  "Each row has a word of its own, and a claim has the word that all its rows of three seeds or more agree on; rows of fewer " +
  "are shown, and do not count. A ratio of `inf` or 0 says that a seed never became as good; with both bounds so, none did.";

/** What `results/verdicts.md` says. */
export function verdictsInFull(judged: readonly JudgedClaim[]): string {
  return `# Verdicts\n\n${PREFACE}\n\n` + verdictSections(judged);
}

/** What a claim expects of its quantity: `above 0`. */
export function expectedInWords(expectation: JudgedClaim["claim"]["expectation"]): string {
  switch (expectation.kind) {
    case "above":
      return `above ${expectation.value}`;
    case "as good as":
      return "within ±0.02 of 0";
    case "between":
      return `from ${expectation.low} to ${expectation.high}`;
  }
}

/** The committed runs of the study that the claims rest on. */
export async function committedStudy(): Promise<RunResult[]> {
  const configs = await storedConfigs("committed");
  return await loadResults(configs.filter(({ collection }) => collection.subset === "study"));
}

/** The verdicts from the committed runs of the study. */
export async function committedVerdicts(): Promise<JudgedClaim[]> {
  return judgeClaims(await committedStudy());
}

/** Writes `results/verdicts.md`, and the README's table where the results are the project's own. */
export async function writeVerdicts(): Promise<void> {
  const judged = await committedVerdicts();
  await writeAtomically(inResults("verdicts.md"), verdictsInFull(judged));
  if (isProjects()) {
    const file = inProject("README.md");
    const text = await readFile(file, "utf8");
    await writeAtomically(file, withTable(text, judged));
  }
}

/**
 * Checks that `results/verdicts.md` and the README say what the committed runs say.
 *
 * @throws UserError that names the file which differs.
 */
export async function checkVerdicts(): Promise<void> {
  const judged = await committedVerdicts();
  const files: [string, (text: string) => string][] = [[
    inResults("verdicts.md"),
    () => verdictsInFull(judged),
  ]];
  if (isProjects()) files.push([inProject("README.md"), (text) => withTable(text, judged)]);
  for (const [file, expected] of files) {
    const found = existsSync(file) ? await readFile(file, "utf8") : "";
    if (found !== expected(found)) {
      throw new UserError(
        `Expected ${file} to have the verdicts that the committed runs give but found others. ` +
          "`deno task reproduce --commit` writes them.",
      );
    }
  }
}

/** Whether the results are those of the project, and not of a test or another folder. */
function isProjects(): boolean {
  return path.resolve(inResults()) === inProject("results");
}

function withTable(text: string, judged: readonly JudgedClaim[]): string {
  const [from, to] = MARKS.map((mark) => text.indexOf(mark));
  if (from < 0 || to < from) {
    throw new UserError(
      `Expected the README to have the lines "${MARKS[0]}" and "${MARKS[1]}" around its table.`,
    );
  }
  return text.slice(0, from + MARKS[0].length) + "\n\n" + verdictTable(judged) + "\n" + text.slice(to);
}
