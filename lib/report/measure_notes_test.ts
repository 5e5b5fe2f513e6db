import assert from "node:assert/strict";
import { inventedResults } from "../runs/results_for_tests.ts";
import { relevanceNote } from "./measure_notes.ts";

Deno.test("a table says from which grade RR and R count, unless it is 1 in all runs", () => {
  const [first, second, third] = inventedResults();
  assert.equal(relevanceNote([first, second]), "");
  const graded = [second, third].map((result) => ({ ...result, relevantFrom: 2 }));
  assert.equal(relevanceNote(graded), "RR@10 and R@100 count grades from 2 on as relevant.");
  assert.equal(
    relevanceNote([...graded, first]),
    "RR@10 and R@100 count grades from 1 on (1 run), and grades from 2 on (2 runs) as relevant.",
  );
});
