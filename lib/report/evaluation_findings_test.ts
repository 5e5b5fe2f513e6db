import assert from "node:assert/strict";
import type { Qrels, Run } from "../base/mod.ts";
import { evaluate } from "../metrics/mod.ts";
import { evaluationFindings } from "./evaluation_findings.ts";
import { inventedCollections } from "../evaluation/collections_for_tests.ts";
import {
  commonDepth,
  cutRun,
  dropped,
  gained,
  type JudgedCollection,
  leaderboard,
  orderTies,
  placesBy,
  readingsOf,
  span,
  tieEffects,
  unjudgedEffects,
  withoutOwn,
} from "../evaluation/mod.ts";
import { loadedFindings } from "./judged_collections.ts";
import { placeFindings, placeRows } from "./place_findings.ts";
import { readingFindings } from "./reading_findings.ts";
import { leaderboardFindings, neighbourRows } from "./leaderboard_findings.ts";
import { tieFindings } from "./tie_findings.ts";
import { unjudgedFindings } from "./unjudged_findings.ts";

const collections = inventedCollections();
const boards = collections.map((collection) => leaderboard(collection));
const ties = collections.flatMap((collection) => tieEffects(collection));
const unjudged = collections.map(unjudgedEffects);
const places = collections.map((collection) => placesBy(collection));
const readings = collections.flatMap(readingsOf);

function ranking(ids: string, scores: number[]) {
  return { ids: ids.split(""), scores: Float64Array.from(scores) };
}

/** One query with a graded passage c, a relevant b and a passage a that is not. */
const qrels: Qrels = new Map([["q", new Map([["a", 0], ["b", 1], ["c", 2]])]]);

Deno.test("without data the text says what to put where, and names no place of this machine", () => {
  const text = loadedFindings([]);
  assert.match(text, /trec_dl\/qrels\.dl19-passage\.txt/);
  assert.match(text, /trec_dl\/runs\/SYSTEM\.trec_results_dl20_top100\.txt/);
  assert.match(text, /KIT_MIRROR/);
  assert.doesNotMatch(text, /(^|[\s`(])\//m);
});

Deno.test("a run that is deeper than the others is told, and cut by trec_eval's order", () => {
  assert.match(loadedFindings(collections), /40 passages for each query, more from new \(50\)/);
  assert.equal(commonDepth(collections[0]), 40);
  const cut = cutRun(new Map([["q", ranking("abc", [1, 1, 2])]]), 2);
  assert.deepEqual(cut.get("q")!.ids, ["c", "b"]);
});

Deno.test("a system and its copy do not differ significantly, it and its reverse do", () => {
  const [{ name, qrels, systems: [, good] }] = collections;
  const reversed: Run = new Map([...good.run].map(([query, { ids, scores }]) => [
    query,
    { ids: ids.toReversed(), scores },
  ]));
  const copied = leaderboard({ name, qrels, systems: [good, { name: "copy", run: good.run }] });
  assert.equal(copied.neighbours[0].p, 1);
  assert.deepEqual(copied.pairs, { all: 1, significant: 0 });
  assert.match(
    leaderboardFindings([copied]),
    /None of 1 pairs of neighbours differ significantly;.* no step from it down to copy is significant/,
  );
  const unlike = leaderboard({ name, qrels, systems: [{ name: "reversed", run: reversed }, good] });
  assert.equal(unlike.standings[0].system, good.name);
  assert.match(
    leaderboardFindings([unlike]),
    /1 of 1 pairs of neighbours differ significantly \(TAS-B from reversed\).* is first, significantly/,
  );
  assert.equal(neighbourRows([unlike])[0]["significant"], "yes");
});

Deno.test("ties are broken by grade in the best and the worst case, else in the order of the run", () => {
  const run: Run = new Map([["q", ranking("bcax", [2.04, 2, 1.96, 1])]]);
  const order = (rule: "run" | "best" | "worst", decimals: number | null) =>
    orderTies(run, qrels, { rule, decimals }).get("q")!.ids.join("");
  assert.equal(order("best", null), "bcax");
  assert.equal(order("best", 1), "cbax");
  assert.equal(order("worst", 1), "abcx");
  assert.equal(order("run", 1), "bcax");
});

Deno.test("every rule lies between the worst and the best case, and a run without ties has one value", () => {
  for (const { values } of ties) {
    for (const value of Object.values(values)) {
      assert.ok(value >= values.worst - 1e-12 && value <= values.best + 1e-12);
    }
  }
  const [{ name, qrels, systems: [system] }] = collections;
  const distinct: Run = new Map([...system.run].map(([query, { ids }]) => [
    query,
    { ids, scores: Float64Array.from(ids, (_, i) => -i) },
  ]));
  const [effect] = tieEffects({ name, qrels, systems: [{ name: "distinct", run: distinct }] }, {
    decimals: [null],
  });
  assert.equal(span(effect), 0);
  assert.equal(effect.tied, 0);
});

Deno.test("trec_eval's rule is what evaluation does", () => {
  const [{ name, qrels, systems }] = collections;
  const effect = ties.find((each) =>
    each.collection === name && each.measure === "nDCG@10" && !each.decimals
  )!;
  assert.equal(effect.values.trec_eval, evaluate(systems[0].run, qrels).means["nDCG@10"]);
});

Deno.test("only judgements that a system alone has among its first ten are taken away", () => {
  const run: Run = new Map([["q", ranking("abx", [3, 2, 1])]]);
  const other: Run = new Map([["q", ranking("a", [1])]]);
  const { qrels: fewer, lost } = withoutOwn(qrels, run, [other]);
  assert.equal(lost, 1);
  assert.deepEqual([...fewer.get("q")!.keys()], ["a", "c"]);
});

Deno.test("a system that finds unjudged passages gains most where they are left out", () => {
  for (const { rows } of unjudged) {
    const most = [...rows].sort((a, b) => gained(b) - gained(a))[0];
    assert.equal(most.system, "new");
    assert.ok(most.means["Judged@10"] < 0.5);
    assert.ok(rows.every((row) => dropped(row) >= 0 && row.lost > 0));
  }
  assert.match(unjudgedFindings(unjudged), /Without the unjudged ones new gains most \(\+0\.\d{3}\)/);
});

Deno.test("places count from the best, and nDCG@10 has tau 1 with itself", () => {
  const [{ systems, tau, measures }] = places;
  assert.equal(tau["nDCG@10"], 1);
  for (const measure of measures) {
    const best = [...systems].sort((a, b) => b.means[measure] - a.means[measure])[0];
    assert.equal(best.places[measure], 1);
  }
  assert.equal(placeRows(places).length, 2 * (systems.length + 1));
});

Deno.test("MS MARCO's script counts grade 0 as relevant and takes the order of the run", () => {
  const run: Run = new Map([["q", ranking("xab", [1, 1, 1])]]);
  const collection: JudgedCollection = {
    name: "one",
    qrels,
    systems: [{ name: "s", run }, { name: "t", run }],
  };
  const [{ rr1, msMarco, anyJudged, depth }] = readingsOf(collection);
  // trec_eval: x, b, a
  assert.deepEqual([rr1, msMarco, anyJudged, depth], [1 / 2, 0, 1 / 2, 3]);
});

Deno.test("findings have no hole, and those of every part name each collection", () => {
  const texts = [
    leaderboardFindings(boards),
    tieFindings(ties),
    unjudgedFindings(unjudged),
    placeFindings(places),
    readingFindings(readings),
    evaluationFindings({ boards, ties, unjudged, places }),
  ];
  for (const text of texts) {
    assert.doesNotMatch(text, /NaN|undefined|Infinity|null|\(\)/);
    for (const { name } of collections) assert.ok(text.includes(name), text);
  }
});

Deno.test("one collection by itself can be told of", () => {
  const [name] = collections.map(({ name }) => name);
  const text = evaluationFindings({
    boards: boards.slice(0, 1),
    ties: ties.filter(({ collection }) => collection === name),
    unjudged: unjudged.slice(0, 1),
    places: places.slice(0, 1),
  });
  assert.match(text, /^Measured on DL 2019 \(15 queries, 4 systems\)\./);
});
