/** The first line of files that name their columns. */

const QUERY = "query-id|query_id|queryid|qid|query|topic";
const PASSAGE =
  "corpus-id|corpus_id|corpusid|doc-id|doc_id|docid|docno|document_id|passage-id|passage_id|pid";

/**
 * A pattern of the header of three columns between tabs, by the names that collections give them: BEIR's `query-id`,
 * `corpus-id`, `score`, and others.
 *
 * @param values Names of the third column.
 *
 * @example
 * ```ts
 * import assert from "node:assert/strict";
 * assert.ok(headerOf(["score", "relevance"]).test("query-id\tcorpus-id\trelevance"));
 * assert.ok(!headerOf(["score"]).test("q1\tp1\t1"));
 * ```
 */
export function headerOf(values: readonly string[]): RegExp {
  return new RegExp(`^(?:${QUERY})\t(?:${PASSAGE})\t(?:${values.join("|")})\\s*$`, "i");
}

/**
 * What to do about a first line that is malformed, as sentences with a space before them; empty where nothing is known.
 *
 * @param count Its columns between white space.
 */
export function firstLineHint(text: string, count: number): string {
  if (count === 1 && /^[^,;]+[,;][^,;]+[,;]/.test(text)) {
    return " Separate the columns by tabs or spaces.";
  }
  const header = "query-id, corpus-id and score, with one tab between them";
  if (new RegExp(`^"?(?:${QUERY})\\b`, "i").test(text)) {
    return count === 3 ? ` A header of three columns is ${header}.` : " If it is a header, remove it.";
  }
  return count === 3 ? ` A file of three columns begins with a header: ${header}.` : "";
}
