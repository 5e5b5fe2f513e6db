/** `results`: the stored results as data, a row for each run or for each query. */
import { counted, didYouMean, fixed, outputName, textTable, UserError } from "../base/mod.ts";
import type { FlatRecord } from "../report/mod.ts";
import { defineCommand, NO_NETWORK } from "./command.ts";
import { flag, list, oneOf } from "./options.ts";
import { jsonLines, print, say } from "./output.ts";
import { checkArrowName, outputFile } from "./output_options.ts";

const formats = ["table", "csv", "json", "latex", "arrow"] as const;

/** The means that a table shows; the other formats have every column. */
const MEANS = ["nDCG@10", "nDCG@10 low", "nDCG@10 high", "RR@10", "R@100"];

export default defineCommand({
  name: "results",
  permissions: NO_NETWORK,
  summary: "Export the stored results, a row for each run or for each query",
  needsPackages: true,
  options: {
    format: oneOf<typeof formats[number]>(formats, "output format", { default: "table" }),
    where: list("FIELD=VALUE …", "keep the rows whose field has this value"),
    queries: flag("a row for each run and query"),
    output: outputFile(
      "write into this file, gzipped where it ends with .gz (arrow never is); - is standard output; needed for arrow",
      { shownDefault: "standard output" },
    ),
  },
  examples: [
    {
      does: "the runs of one encoder on one collection",
      args: "--where encoder=minilm collection=wordnet-laptop",
    },
    { does: "everything, for another tool", args: "--format csv --output results.csv" },
    { does: "the values of every query", args: "--queries --format arrow --output queries.arrow" },
  ],
  details: () =>
    "Fields are the columns of the format csv: every setting of a run, its means, and their 95 % intervals over the\n" +
    "queries. A table has the settings in which its rows differ. Runs are sorted as in results/summary.md: by collection,\n" +
    "encoder, and nDCG@10. Where a run is stored with the project and locally, the project's is taken.",
  async run({ format, where, queries, output }) {
    if (format === "arrow" && output === undefined) {
      throw new UserError("results: expected --output FILE with the format arrow but found none.");
    }
    if (format === "arrow") checkArrowName(output!);
    const { loadStoredResults } = await import("../runs/mod.ts");
    const { columnsOf, csv, differingFields, inOrder, latex, queryRecords, resultRecords } = await import(
      "../report/mod.ts"
    );
    const results = inOrder(await loadStoredResults());
    const records = filtered((queries ? queryRecords : resultRecords)(results), where);
    const { writeText } = await import("../base/mod.ts");
    if (format === "arrow") {
      const { writeArrow } = await import("../data/mod.ts");
      await writeArrow(output!, columnsOf(records));
    } else {
      const texts = {
        csv,
        latex,
        json: jsonLines,
        table: (rows: typeof records) => {
          const hashes = new Set(rows.map(({ hash }) => hash));
          const differing = differingFields(results.filter(({ hash }) => hashes.has(hash)));
          const query = queries ? ["query"] : [];
          return tableOf(rows, ["collection", "encoder", "method", ...differing, "seed", ...query]);
        },
      };
      const written = texts[format](records);
      if (output === undefined) print(written);
      else await writeText(output, written);
    }
    if (output !== undefined) {
      say(`Wrote ${outputName(output)}: ${counted(records.length, "row")}.`);
    }
    return 0;
  },
});

/** Records as a table: what they are, with the hash of the run where two would look the same, and their means. */
function tableOf(records: readonly FlatRecord[], fields: readonly string[]): string {
  const words = (names: readonly string[]) =>
    records.map((record) => names.map((name) => String(record[name] ?? "–")));
  const unique = new Set(words(fields).map((row) => row.join("\n"))).size === records.length;
  const shown = unique ? fields : ["hash", ...fields];
  const means = MEANS.filter((name) => name in records[0]);
  const rows = words(shown).map((row, i) => [
    ...row,
    ...means.map((name) => typeof records[i][name] === "number" ? fixed(records[i][name], 3) : "–"),
  ]);
  const left = shown.flatMap((name, i) =>
    records.some((record) => typeof record[name] === "string") ? i : []
  );
  return textTable([[...shown, ...means], ...rows], { left });
}

/** @throws UserError for a field that there is not, a condition without a value, or where no record is left. */
function filtered<T extends Record<string, unknown>>(records: T[], where: readonly string[]): T[] {
  if (records.length === 0) {
    throw new UserError("results: expected stored runs but found none. `deno task reproduce` computes them.");
  }
  const fields = Object.keys(records[0]);
  return where.reduce((left, text) => {
    const [, field, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (field === undefined) {
      throw new UserError(`results: expected --where FIELD=VALUE but found "${text}".`);
    }
    if (!fields.includes(field)) throw unknownField(field, fields);
    const valueOf = (record: T) => String(record[field] ?? "");
    const fitting = left.filter((record) => valueOf(record) === value);
    if (fitting.length > 0) return fitting;
    const values = [...new Set(left.map(valueOf))].sort();
    const shown = values.length > MOST_VALUES
      ? `${values.slice(0, MOST_VALUES).join(", ")}, …`
      : values.join(", ");
    throw new UserError(
      `results: expected a run that fits --where but found none with ${text}, but ${shown}.${
        didYouMean(value, values)
      }`,
    );
  }, records);
}

/** Values of a field that a message lists. */
const MOST_VALUES = 12;

function unknownField(found: string, fields: readonly string[]): UserError {
  // Each measure has three fields.
  const short = fields.filter((field) => !/ (low|high)$/.test(field));
  return new UserError(
    `results: expected a field (${
      short.join(", ")
    }; of a measure also "low" and "high") but found "${found}".${didYouMean(found, fields)}`,
  );
}
