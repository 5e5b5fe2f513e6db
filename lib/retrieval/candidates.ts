/** Candidates for negatives: passages by query, best first, from BM25, an encoder's ranking, or a run. */
import { type Collection, type Run, UserError } from "../base/mod.ts";
import { positionsById } from "./relevant.ts";
import { bm25Of } from "./shared_index.ts";

/** The candidates of a query, as positions in the passages; best first. */
export type Candidates = (query: number) => ArrayLike<number>;

/** BM25's best passages of each query. */
export function bm25Candidates({ passages, queries }: Collection, depth: number): Candidates {
  const index = bm25Of(passages);
  return (query) => index.search(queries.texts[query], depth).positions;
}

/**
 * The passages of a run.
 *
 * @throws UserError where the run ranks none of the split's queries, or a passage that the collection lacks.
 */
export function runCandidates(
  { passages, queries, split, name }: Collection,
  run: Run,
  { split: of = "train" }: { split?: keyof Collection["split"] } = {},
): Candidates {
  const positions = positionsById(passages.ids);
  if (!Array.from(split[of]).some((query) => run.has(queries.ids[query]))) {
    throw new UserError(
      `Expected a run over the ${of} queries of collection "${name}" but found none of them among its ${run.size}. ` +
        `Make one with \`deno task search --split ${of}\`.`,
    );
  }
  return (query) => {
    const ids = run.get(queries.ids[query])?.ids ?? [];
    return ids.map((id) => {
      const position = positions.get(id);
      if (position !== undefined) return position;
      throw new UserError(
        `Expected the run's passages to be those of collection "${name}" but found "${id}" for query ` +
          `"${queries.ids[query]}". Does the run belong to this collection?`,
      );
    });
  };
}
