/** The work on a generated MS MARCO of one size, a process for each step. */
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { execPath } from "node:process";
import { inProject, runProgram, tail, UserError } from "../../lib/base/mod.ts";
import { writeMSMarcoSized } from "../data/ms_marco_sized.ts";
import { contestantArgs, printLine } from "../harness/contestant.ts";

const { folder, args: [size] } = contestantArgs();
const mirror = path.join(folder, size), cache = path.join(folder, `${size}-cache`);
await writeMSMarcoSized(mirror, Number(size));
await rm(cache, { recursive: true, force: true });
await mkdir(cache);
const line: Record<string, unknown> = {};
for (const step of ["cache", "open", "strings", "index", "search"]) {
  // Ten times as many strings do not fit into V8's heap.
  if (step === "strings" && Number(size) > 1e6) continue;
  const program = inProject("bench", "ours", "scale_steps.ts");
  const result = await runProgram([execPath, "run", "-A", "--no-check", program, step], {
    env: { KIT_MIRROR: mirror, KIT_CACHE: cache },
  });
  if (!result.ok) throw new UserError(`Step ${step} ended with exit code ${result.code}:\n${tail(result)}`);
  Object.assign(line, JSON.parse(result.stdout.trimEnd().split("\n").at(-1)!));
}
await rm(cache, { recursive: true });
printLine(line);
