/** The options of `compare`. */
import type { Values } from "./command.ts";
import { measuresOption } from "./inputs.ts";
import { naturalNumber, positiveInteger, properShare } from "./number_rules.ts";
import { flag, list, lists, number, oneOf, text } from "./options.ts";

export const compareOptions = {
  qrels: text("FILE", "relevance judgements", { required: true }),
  baseline: list("FILE …", "the baseline; several files are its runs with different seeds"),
  run: list("FILE …", "systems with one run each"),
  system: lists("NAME FILE …", "one system by its runs with different seeds; may be repeated"),
  reproduction: list(
    "ORIGINAL REPRODUCED",
    "a run and its reproduction; --baseline is then the baseline of the original, and a second file that of the " +
      "reproduction",
  ),
  measures: measuresOption,
  complete: flag("count a judged query that is not in some run with 0, instead of leaving it out"),
  figure: text("FILE", "draw the differences by query on the first measure, as .svg or .html"),
  format: oneOf(["table", "json"], "output format", { default: "table" }),
  perQuery: flag("with json: add the differences by query"),
  seed: number("N", "seed of all random numbers", { rule: naturalNumber, default: 1 }),
  permutations: number("N", "random permutations of the randomisation test", {
    rule: positiveInteger,
    default: 10_000,
  }),
  resamples: number("N", "resamples of the bootstrap", { rule: positiveInteger, shownDefault: "10000" }),
  confidence: number("C", "confidence of the intervals", { rule: properShare, shownDefault: "0.95" }),
  persistence: number("P", "persistence of the rank-biased overlap", {
    rule: properShare,
    shownDefault: "0.9",
  }),
  depth: number("K", "ranks that Kendall's tau Union and the rank-biased overlap compare", {
    rule: positiveInteger,
    shownDefault: "1000",
  }),
};
export type CompareOptions = Values<typeof compareOptions>;
