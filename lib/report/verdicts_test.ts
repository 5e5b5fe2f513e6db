import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { inProject } from "../base/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import {
  type Claim,
  claims,
  type Evidence,
  judgeClaims,
  type JudgedClaim,
  verdictOf,
  verdictWords,
} from "../studies/mod.ts";
import { checkVerdicts, verdictsInFull, verdictTable, writeVerdicts } from "./verdicts.ts";

Deno.test("results/verdicts.md and the README say what the committed runs say", async () => {
  await checkVerdicts();
});

Deno.test("every claim is a row with one of four words, and says why there is no evidence", () => {
  const judged = judgeClaims([]);
  const rows = verdictTable(judged).split("\n").filter((line) => line.startsWith("|")).slice(2);
  assert.equal(rows.length, claims.length);
  for (const row of rows) assert.ok(verdictWords.some((word) => row.includes(word)), row);
  assert.ok(rows.every((row) => row.includes("undecided (no runs)")));
  assert.match(verdictsInFull(judged), /## F: undecided\n[^#]*Why: No student was trained by a teacher/);
});

Deno.test("the claims on a teacher name the one that the study has, and its best student", async () => {
  const text = await readFile(inProject("results", "verdicts.md"), "utf8");
  for (const id of ["A", "F"]) {
    const section = text.split(/^## /m).find((each) => each.startsWith(`${id}:`))!;
    assert.match(section, /MiniLM after in-batch softmax\. Student: two, by listwise KL/);
    assert.match(section, /^\| \S.* against listwise KL, in-batch, taught by minilm-softmax.* minilm-2, /m);
  }
});

/** A claim as it is judged by these observations. */
function judgedBy(expectation: Claim["expectation"], ...observed: Partial<Evidence>[]): JudgedClaim {
  const evidence = observed.map((each) => ({
    ...{ label: "a against b", place: "minilm-2, wordnet-study", p: 0.001, seeds: 5, queries: 1000 },
    ...{ mean: -0.1, low: -0.15, high: -0.05, ...each },
  }));
  const claim = { ...claims[0], unit: undefined, expectation, evidence: () => evidence };
  return { claim, evidence, verdict: verdictOf(expectation, evidence) };
}

const above0 = { kind: "above", value: 0 } as const;

Deno.test("a row shows what was observed where the study has all its methods, and whether it disagrees", () => {
  const observed = (judged: JudgedClaim) => verdictTable([judged]).trim().split("|").at(-2)!.trim();
  const elsewhere = { place: "tiny, mine" };
  const unclear = { mean: 0.001, low: -0.1, high: 0.1, p: 0.9 };
  assert.equal(observed(judgedBy(above0, elsewhere, {})), "-0.100 [-0.150, -0.050] nDCG@10");
  assert.equal(
    observed(judgedBy(above0, { ...elsewhere, ...unclear }, {})),
    "-0.100 [-0.150, -0.050] nDCG@10, contradicted here",
  );
  assert.equal(
    observed(judgedBy(above0, { ...elsewhere, seeds: 1 })),
    "-0.100 [-0.150, -0.050] nDCG@10, tiny, mine, 1 seed",
  );
  assert.equal(observed(judgedBy(above0)), "");
});

Deno.test("a section has the p-value of each row that a test decides", () => {
  const text = verdictsInFull([judgedBy(above0, { place: "here" }, { place: "there", seeds: 2 })]);
  assert.match(text, /here .* 0\.0010 \| contradicted/);
  assert.match(text, /there .* – \| undecided/);
});

Deno.test("verdicts that the runs do not give are refused", () =>
  withResults(async (folder) => {
    await assert.rejects(checkVerdicts(), /verdicts\.md to have the verdicts .* reproduce --commit/);
    await writeVerdicts();
    await checkVerdicts();
    const file = `${folder}/verdicts.md`;
    await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace("undecided", "supported"));
    await assert.rejects(checkVerdicts(), /to have the verdicts/);
  }));
