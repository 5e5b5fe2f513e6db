/** Trained teachers in the cache: weights and what they cost, which is written last. */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { holding, inCache, writeAtomically } from "../../base/mod.ts";

/** What a training took. */
export interface TeacherCost {
  /** Lists of passages, or triples. */
  readonly examples: number;
  readonly tokens: number;
  /** Of the steps, without the time to draw negatives. */
  readonly seconds: number;
}

/** Sums up steps. */
export function costOf(
  steps: readonly { readonly tokens: number; readonly seconds: number }[],
  examples: number,
): TeacherCost {
  const total = (of: "tokens" | "seconds") => steps.reduce((sum, step) => sum + step[of], 0);
  return { examples, tokens: total("tokens"), seconds: total("seconds") };
}

export interface TrainedTeacher {
  /** What `loadPairScorer` and `rerank --encoder` take. */
  readonly folder: string;
  readonly cost: TeacherCost;
}

/** Where a teacher lies that depends on these facts. */
export function teacherFolder(name: string, facts: unknown): string {
  const key = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 16);
  return inCache("teachers", `${name}-${key}`);
}

/**
 * A teacher out of its folder, trained first where it is not there. Of several processes that want it one trains, and the
 * others wait.
 *
 * @param train Fills the folder, and says what that took.
 */
export async function keptTeacher(
  folder: string,
  train: () => Promise<TeacherCost>,
  signal?: AbortSignal,
): Promise<TrainedTeacher> {
  const costFile = path.join(folder, "cost.json");
  if (!existsSync(costFile)) {
    await holding(`${folder}.lock`, async () => {
      if (existsSync(costFile)) return;
      await writeAtomically(costFile, `${JSON.stringify(await train())}\n`);
    }, signal);
  }
  return { folder, cost: JSON.parse(await readFile(costFile, "utf8")) };
}
