/** A process that stores one run again and again, and reads it in between, for the test of several at once. */
import process from "node:process";
import { bm25Config } from "./configs_for_tests.ts";
import { fakeResult } from "./results_for_tests.ts";
import { readResult, storeResult } from "./store.ts";

const end = performance.now() + Number(process.argv[2]);
for (let i = 0; performance.now() < end; i++) {
  await storeResult(fakeResult(bm25Config, { seconds: i }));
  const { queries } = await readResult(bm25Config, "local");
  if (queries.length !== 20) throw new Error(`Expected 20 queries but found ${queries.length}`);
}
