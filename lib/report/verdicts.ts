/** `results/verdicts.md`, and the table in the README: every claim with its verdict, derived from the committed runs. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import {
  counted,
  fixed,
  inProject,
  markdownTable,
  pValue,
  UserError,
  withInterval,
  writeAtomically,
} from "../base/mod.ts";
import { inResults, loadResults, type RunResult, storedConfigs } from "../runs/mod.ts";
import { ENOUGH_SEEDS, judgeClaims, type JudgedClaim } from "../studies/mod.ts";

/** Between these lines the README has the table. */
const MARKS = [
  "<!-- verdicts: written by `deno task reproduce --commit` -->",
  "<!-- end of verdicts -->",
] as const;

/** Where the study has all its methods. */
const MAIN_PLACE = "minilm-2, wordnet-study";

/** The claims as a table: claim, verdict, or that nothing was run to answer it, and what was observed where most is known. */
export function verdictTable(judged: readonly JudgedClaim[]): string {
  const rows = judged.map((each) => [
    each.claim.id,
    each.claim.statement,
    each.evidence.length === 0 ? `${each.verdict.word} (no runs)` : each.verdict.word,
    observedInMain(each),
  ]);
  const head = ["", "claim", "verdict", `observed on ${MAIN_PLACE} [95 % interval]`];
  return markdownTable([head, ...rows], { left: [0, 1, 2, 3] });
}

/**
 * The first row of the evidence from the main place, or else the first of all with its place: `-0.010 [-0.026, 0.007] nDCG@10`,
 * and its own verdict where the claim's, from all rows, is another.
 */
function observedInMain({ claim, verdict, evidence }: JudgedClaim): string {
  const at = Math.max(0, evidence.findIndex(({ place }) => place === MAIN_PLACE));
  const found = evidence[at];
  if (!found) return "";
  const { place, seeds } = found, own = verdict.each[at];
  return [
    `${withInterval(found)} ${claim.unit ?? "nDCG@10"}`,
    ...(place === MAIN_PLACE ? [] : [place.replace(`${MAIN_PLACE}, `, "")]),
    ...(seeds < ENOUGH_SEEDS ? [counted(seeds, "seed")] : []),
    ...(own === verdict.word ? [] : [`${own} here`]),
  ].join(", ");
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
      pOrNone(verdict.ps[i]),
      verdict.each[i],
    ]);
    const table = rows.length === 0 ? "" : "\n" +
      markdownTable(
        [["", "where", "observed", "95 % interval", "seeds", "queries", "p", "verdict"], ...rows],
        {
          left: [0, 1, 7],
        },
      );
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
  "seeds alone, and a ratio that is 0 or infinite for a seed has the range of the seeds. p is the two-sided p-value of " +
  "the quantity lying at its bound: 0, or ±0.02 where the expectation names that. It is corrected within a claim (Holm); where " +
  "an interval decides alone, or seeds are too few, there is none. Equivalent: within ±0.02 by two one-sided tests; a claim of it is contradicted where the interval lies beyond. " +
  "Each row has a word of its own, and a claim has the word that all its rows of three seeds or more agree on; rows of fewer " +
  "are shown, and do not count. A ratio of `inf` or 0 says that a seed never became as good; with both bounds so, none did.";

/** What `results/verdicts.md` says. */
export function verdictsInFull(judged: readonly JudgedClaim[]): string {
  return `# Verdicts\n\n${PREFACE}\n\n` + verdictSections(judged);
}

/** A corrected p-value as tables print it, or a dash. */
export function pOrNone(p: number | null): string {
  return p === null ? "–" : pValue(p);
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
