/** Small run and qrels files for the tests of `evaluate` and `compare`. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

const folder = await mkdtemp(path.join(tmpdir(), "commands-"));

/** Writes a file into the folder of these tests; its path. */
export async function file(name: string, text: string): Promise<string> {
  await writeFile(path.join(folder, name), text);
  return path.join(folder, name);
}

/** Four judged queries; q3 has no relevant passage. */
export const qrels = await file("qrels", "q1 0 a 1\nq2 0 b 1\nq3 0 c 0\nq4 0 d 1\n");
/** Lacks q4, and has q9, which is not judged. */
export const first = await file(
  "first.run",
  "q1 Q0 a 1 2 x\nq2 Q0 x 1 2 x\nq2 Q0 b 2 1 x\nq3 Q0 c 1 1 x\nq9 Q0 c 1 1 x\n",
);
/** Has all judged queries. */
export const second = await file("second.run", "q1\tx\t1\nq1\ta\t2\nq2\tb\t1\nq3\tc\t1\nq4\td\t1\n");
