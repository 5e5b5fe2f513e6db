/** The official best 1,000 passages of TREC's Deep Learning track, which its reranking task reorders. */
import { Buffer } from "node:buffer";
import { type Line, lineBlocks, malformedLine } from "../../base/mod.ts";
import type { TrecDLYear } from "../trec_dl.ts";
import { msMarcoFile } from "./files.ts";

/**
 * The passages of each query by their ids, in the order of the file, which says no scores.
 *
 * @throws UserError where the file is missing, or with the line that is malformed or cut.
 */
export async function readTop1000(year: TrecDLYear): Promise<Map<string, string[]>> {
  const { file, member } = await msMarcoFile(`msmarco-passagetest${year}-top1000.tsv`);
  const found = new Map<string, string[]>();
  const take = (line: Line) => {
    const { bytes, start, end } = line;
    const [query, passage, more, another] = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start)
      .toString()
      .split("\t");
    if (another === undefined || !/^\d+$/.test(query) || !/^\d+$/.test(passage) || more === "") {
      throw malformedLine(line, "four columns between tabs (query id, passage id, query, passage)");
    }
    const mine = found.get(query);
    if (mine) mine.push(passage);
    else found.set(query, [passage]);
  };
  for await (const block of lineBlocks(file, "the best passages of queries", { member, ended: true })) {
    block(take);
  }
  return found;
}
