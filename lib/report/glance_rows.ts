/** A collection at a glance, as the rows of a table and in sentences. */
import { percent } from "../base/mod.ts";
import type { CollectionGlance } from "../data/mod.ts";
import { list } from "./findings.ts";
import type { TableRow } from "./table.ts";

/** A row for the passages and one for the queries of each split. */
export function glanceRows({ unit, passageLengths, repeatedPassages, splits }: CollectionGlance): TableRow[] {
  const row = (texts: string, lengths: Int32Array, repeated: number, relevant?: Int32Array): TableRow => ({
    texts,
    number: lengths.length,
    [`median ${unit}`]: quantile(lengths, 0.5),
    "95 % have at most": quantile(lengths, 0.95),
    longest: quantile(lengths, 1),
    "texts that occur before": repeated,
    "median relevant passages": relevant ? quantile(relevant, 0.5) : null,
    most: relevant ? quantile(relevant, 1) : null,
  });
  return [
    row("passages", passageLengths, repeatedPassages),
    ...splits.map(({ split, lengths, repeated, relevant }) =>
      row(`${split} queries`, lengths, repeated, relevant)
    ),
  ];
}

export interface GlanceFindingsOptions {
  /** Lengths at which an encoder cuts texts, in the glance's unit. */
  readonly limits?: { readonly passage: number; readonly query: number };
}

/** What may spoil an experiment on the collection: texts that are cut, texts that occur twice, and splits that overlap. */
export function glanceFindings(glance: CollectionGlance, options: GlanceFindingsOptions = {}): string {
  const { limits } = options;
  return list([
    ...(limits ? [cuts(glance, limits)] : []),
    repetitions(glance),
    ...overlaps(glance),
  ]);
}

function cuts(
  { unit, passageLengths, splits }: CollectionGlance,
  limits: { passage: number; query: number },
) {
  const longer = (lengths: readonly number[], limit: number) =>
    percent(lengths.filter((length) => length > limit).length / Math.max(1, lengths.length));
  const queries = splits.flatMap(({ lengths }) => [...lengths]);
  return `**Cut texts.** ${
    longer([...passageLengths], limits.passage)
  } of the passages have more than ${limits.passage} ` +
    `${unit}, ${
      longer(queries, limits.query)
    } of the queries more than ${limits.query}. An encoder that cuts there never ` +
    "sees their ends.";
}

function repetitions({ repeatedPassages, passageLengths, splits }: CollectionGlance): string {
  const queries = splits.filter(({ repeated }) => repeated > 0)
    .map(({ split, repeated, lengths }) => `${count(repeated)} of ${count(lengths.length)} ${split} queries`);
  const found = [
    ...(repeatedPassages > 0
      ? [`${count(repeatedPassages)} of ${count(passageLengths.length)} passages`]
      : []),
    ...queries,
  ];
  if (found.length === 0) {
    return "**Texts that occur twice.** There are none within the passages, nor within a split.";
  }
  return `**Texts that occur twice.** ${
    found.join(", ")
  } have the text of an earlier one. A negative with the text of a ` +
    "positive is left out where triples are drawn; in a test, the copy that nobody judged counts as wrong.";
}

function overlaps({ overlaps, splits }: CollectionGlance): string[] {
  const sizes = new Map(splits.map(({ split, lengths }) => [split, lengths.length]));
  return overlaps.filter(({ queries, passages }) => queries + passages > 0).map((overlap) => {
    const { first, second, queries, passages } = overlap;
    return `**Overlap of ${first} and ${second}.** Of ${count(sizes.get(second)!)} ${second} queries, ${
      count(queries)
    } ` +
      `have the text of a ${first} query, and ${
        count(passages)
      } have a relevant passage that a ${first} query has too.`;
  }).concat(
    overlaps.length > 0 && overlaps.every(({ queries, passages }) => queries + passages === 0)
      ? ["**Overlap of splits.** No two splits share a query's text or a relevant passage."]
      : [],
  );
}

function count(number: number): string {
  return number.toLocaleString("en");
}

/** The smallest value that at least this share of the values does not exceed; 0 of none. */
function quantile(values: Int32Array, share: number): number {
  const sorted = values.slice().sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}
