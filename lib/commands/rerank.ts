/** `rerank`: reorders the best passages of a run by an encoder's scores and writes the run. */
import path from "node:path";
import { counted, outputName, startProgress } from "../base/mod.ts";
import { collectionHelp } from "./collection_help.ts";
import { defineCommand } from "./command.ts";
import { positiveInteger } from "./number_rules.ts";
import { number, text } from "./options.ts";
import { say } from "./output.ts";
import { outputFile } from "./output_options.ts";

const ENCODER = "Encoder";

export default defineCommand({
  name: "rerank",
  summary: "Reorder the best passages of a run by a cross-encoder or an encoder",
  needsPackages: true,
  options: {
    run: text(
      "FILE",
      "the run: TREC's format, TSV or MS MARCO's, plain or gzipped; /dev/stdin is standard input",
      { required: true },
    ),
    data: text("FOLDER", collectionHelp("corpus.jsonl and queries.jsonl"), { required: true }),
    encoder: text(
      "NAME",
      "a cross-encoder or an encoder: a folder, an id of the model hub, minilm, tiny, mpnet",
      { required: true },
    ),
    output: outputFile(
      "the reranked run, in TREC's format, gzipped where it ends with .gz; - is standard output",
      { required: true },
    ),
    depth: number("N", "passages of each ranking that are reordered", {
      rule: positiveInteger,
      default: 100,
    }),
    tag: text("NAME", "last column of the run", { shownDefault: "the encoder" }),
    queryLength: number("N", "tokens that a query is cut to, or fewer where the encoder takes fewer", {
      rule: positiveInteger,
      default: 200,
      group: ENCODER,
    }),
    passageLength: number("N", "tokens that a passage is cut to, or fewer where the encoder takes fewer", {
      rule: positiveInteger,
      default: 200,
      group: ENCODER,
    }),
  },
  examples: [
    {
      does: "a cross-encoder reorders BM25's best 100",
      args: "--run bm25.run --data FOLDER --encoder cross-encoder/ms-marco-MiniLM-L6-v2 --output cross.run",
    },
    {
      does: "an encoder reorders the best 30 of any run by the similarity of embeddings",
      args: "--run bm25.run --data wordnet --encoder minilm --depth 30 --output minilm.run",
    },
  ],
  details: () =>
    "A folder whose config.json names a class for sequence classification is a cross-encoder, which reads query and\n" +
    "passage together; any other is an encoder, whose embeddings are compared. The best passages are taken by score, ties\n" +
    "by descending id, as in evaluate. Passages below the depth follow in their order.",
  async run({ run: file, data, encoder, output, depth, tag, queryLength, passageLength }) {
    const { checkWord, readRun, writeRun } = await import("../trec/mod.ts");
    const name = checkWord(tag ?? (path.basename(encoder) || encoder));
    const run = await readRun(file);
    const { readCollectionTexts } = await import("../data/mod.ts");
    const texts = await readCollectionTexts(data);
    const { loadPairScorer, pairsToScore, rerankRun } = await import("../retrieval/mod.ts");
    const started = performance.now();
    const scorer = await loadPairScorer(encoder, { query: queryLength, passage: passageLength });
    const pairs = pairsToScore({ run, depth });
    const progress = startProgress(`Reranking with the ${scorer.kind} ${scorer.name}`, { total: pairs });
    const reranked = await rerankRun(scorer, {
      ...texts,
      run,
      depth,
      onProgress: (done) => progress.update(done),
    });
    progress.finish();
    scorer.dispose();
    await writeRun(output, reranked, name);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    say(
      `Wrote ${outputName(output)}: ${counted(pairs, "passage")} for ${
        counted(run.size, "query", "queries")
      } reordered by the ${scorer.kind} ` +
        `${scorer.name}, in ${seconds} s.`,
    );
    return 0;
  },
});
