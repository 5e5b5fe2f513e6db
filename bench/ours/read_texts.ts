/** Reads a collection and indexes it. */
import path from "node:path";
import { contestantArgs, printLine } from "../harness/contestant.ts";
import { openCollection } from "../../lib/data/mod.ts";
import { buildBM25 } from "../../lib/retrieval/bm25/mod.ts";

const { folder, args: [ids] } = contestantArgs();

let started = performance.now();
const { collection: { passages, queries, qrels } } = await openCollection(path.join(folder, ids));
const readSeconds = (performance.now() - started) / 1000;
started = performance.now();
const index = buildBM25(passages.texts);
const indexSeconds = (performance.now() - started) / 1000;
const found = queries.texts.slice(0, 20).map((text) => [...index.search(text, 10).positions]);
// What a user holds too.
if (qrels.size !== queries.ids.length) throw new Error(`${qrels.size} judged queries`);
printLine({ readSeconds, indexSeconds, found });
