/**
 * Qrels files: TREC's `query 0 passage grade` without a header, and the tab-separated `query-id corpus-id score`
 * with that header, which the BEIR collections use.
 */
import { type Qrels, writeAtomically } from "../base/mod.ts";
import { malformed, readLines } from "./lines.ts";
import { word } from "./runs.ts";

const HEADER = "query-id\tcorpus-id\tscore";
const TREC_RULE = "four columns (query, 0, passage, grade) with a whole grade";
const TSV_RULE = "three columns between tabs (query, passage, grade) with a whole grade";

export interface QrelsOptions {
  /** `tsv` has a header, `trec` has none. */
  readonly format: "trec" | "tsv";
}

/** Writes qrels in one of the two formats. */
export async function writeQrels(file: string, qrels: Qrels, { format }: QrelsOptions): Promise<void> {
  const lines = format === "tsv" ? [`${HEADER}\n`] : [];
  for (const [query, grades] of qrels) {
    for (const [passage, grade] of grades) {
      const columns = [word(query), ...(format === "tsv" ? [] : ["0"]), word(passage), grade];
      lines.push(`${columns.join(format === "tsv" ? "\t" : " ")}\n`);
    }
  }
  await writeAtomically(file, lines.join(""));
}

/**
 * Reads qrels; the header tells the format.
 *
 * @throws UserError where the file is missing or empty, or names the line that is malformed or judges a passage
 * again.
 */
export async function readQrels(file: string): Promise<Qrels> {
  const lines = await readLines(file, "qrels");
  const tsv = /^query-id\tcorpus-id\tscore\s*$/.test(lines[0].text);
  const qrels: Qrels = new Map();
  for (const line of tsv ? lines.slice(1) : lines) {
    const columns = tsv ? line.text.split("\t") : line.text.trim().split(/\s+/);
    const [query, passage, grade] = tsv ? columns : [columns[0], ...columns.slice(2)];
    const right = columns.length === (tsv ? 3 : 4) && query && passage && /^[+-]?\d+$/.test(grade.trim());
    if (!right) throw malformed(line, tsv ? TSV_RULE : TREC_RULE);
    const grades = qrels.get(query) ?? new Map<string, number>();
    if (grades.has(passage)) throw malformed(line, `passage "${passage}" judged once for query "${query}"`);
    qrels.set(query, grades.set(passage, Number(grade)));
  }
  return qrels;
}
