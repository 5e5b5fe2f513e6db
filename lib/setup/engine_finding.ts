/** The doctor's check of the engine. */
import { execPath } from "node:process";
import { inProject, runProgram, tail } from "../base/mod.ts";
import type { EngineInfo } from "../engine/mod.ts";
import { bindingIsCurrent, type BindingState } from "./binding_state.ts";
import type { Finding } from "./finding.ts";
import { packagesAreCurrent } from "./npm.ts";
import type { Probed } from "./probe.ts";

/** Starts the engine in a separate process, as an engine that does not fit may crash. */
export async function engineFinding(state: BindingState | undefined): Promise<Finding> {
  const name = "engine";
  const broken = (todo: string) => ({ name, found: "does not start", todo, vital: true });
  if (!packagesAreCurrent()) return broken("run `deno task setup`");
  const program = inProject("lib", "setup", "probe.ts");
  const result = await runProgram([execPath, "run", "-A", "--no-check", program], { timeout: 300_000 });
  const probed = result.ok ? parsed(result.stdout) : undefined;
  if (!probed) {
    const again = bindingIsCurrent() ? "run `deno task setup --force`" : "run `deno task setup`";
    const reason = result.stderr.trim().split("\n").at(-1) || "it ends without a result";
    // Where the engine itself says what is wrong, its code is 1.
    return broken(result.code === 1 ? tail(result).trim() : `${again}: ${reason}`);
  }
  const { engine, gigaflops } = probed;
  return {
    name,
    found: describeEngine(engine, gigaflops),
    todo: engine.backend === "tensorflow" ? state?.note : state?.note ?? engine.note,
  };
}

/** What the probe printed; undefined where it did not come to that. */
function parsed(stdout: string): Probed | undefined {
  try {
    return JSON.parse(stdout.trim().split("\n").at(-1)!);
  } catch {
    return undefined;
  }
}

function describeEngine(engine: EngineInfo, gigaflops: number): string {
  const runs = engine.backend === "tensorflow"
    ? `TensorFlow ${engine.tensorflow} on ${engine.gpu ? "a GPU" : `the CPU, ${engine.threads} threads`}` +
      (engine.customOps
        ? `, with the project's custom operations${engine.customProducts ? ", matrix products included" : ""}`
        : "")
    : `tfjs on ${engine.backend}, ${engine.threads} thread${engine.threads > 1 ? "s" : ""}`;
  return `${runs}; ${
    gigaflops.toFixed(gigaflops < 10 ? 1 : 0)
  } GFLOP/s in a product of 2048×384 and 384×1536`;
}
