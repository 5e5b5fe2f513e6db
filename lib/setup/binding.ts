/**
 * The native engine: tfjs-node's own binding and the project's custom operations, compiled against the library of the
 * TensorFlow wheel.
 *
 * The second choice is the binding that is already there, the third one without the custom operations, the last the
 * one that tfjs-node downloads, which is for TensorFlow 2.9.
 */
import { existsSync, rmSync } from "node:fs";
import { changeOf, knownFile, messageOf } from "../base/mod.ts";
import {
  binding,
  bindingIsCurrent,
  type BindingState,
  bindingState,
  isAsWanted,
  rememberBinding,
} from "./binding_state.ts";
import {
  buildBinding,
  downloadBinding,
  librariesOf,
  tryBinding,
  type WorkingBinding,
} from "./build_binding.ts";
import { Interrupted } from "./run_step.ts";
import type { StepOptions, StepResult } from "./step.ts";

/** Ways to a binding, the best first, each with what it costs. */
const WAYS: readonly {
  attempt(say: StepOptions["say"]): Promise<WorkingBinding>;
  /** Empty where it costs nothing. */
  cost?(found: WorkingBinding): string;
}[] = [
  { attempt: (say) => buildBinding(say, { customOps: true }) },
  {
    attempt: keepBinding,
    cost: () =>
      isAsWanted(bindingState())
        ? ""
        : "The binding that was there stays: it works, but it was built from other sources or for another TensorFlow.",
  },
  {
    attempt: (say) => buildBinding(say, { customOps: false }),
    cost: () =>
      "The binding is built without the project's custom operations: the results are the same, but a training step " +
      "takes about 1.4 times as long.",
  },
  {
    attempt: downloadBinding,
    cost: ({ tensorflow }) =>
      `tfjs-node's own binding runs instead, on TensorFlow ${tensorflow}: the results are the same, but it is ` +
      "slower on current processors.",
  },
];

/** Without a native engine a slower one runs, and a note says so. */
export async function makeBinding({ force, say }: StepOptions): Promise<StepResult> {
  if (!force && bindingIsCurrent()) return described(bindingState()!, false);
  const before = bindingState();
  if (!force && before && !before.files && isAsWanted(before)) {
    // Recorded by an earlier version, which noted no checksums.
    const kept = await keepBinding().catch(() => undefined);
    if (kept) return described(await rememberBinding({ ...kept, note: before.note }), true);
  }
  const reasons = new Set<string>();
  for (const { attempt, cost } of WAYS) {
    try {
      const found = await attempt(say);
      const consequence = cost?.(found);
      const note = consequence
        ? lines(reasons, consequence)
        : attempt === keepBinding
        ? before?.note
        : undefined;
      return described(await rememberBinding({ ...found, note }), true);
    } catch (error) {
      if (error instanceof Interrupted) throw error;
      reasons.add(messageOf(error));
    }
  }
  rmSync(binding, { force: true });
  const note = lines(
    reasons,
    "Without native TensorFlow, tfjs runs on WebAssembly: the results are the same, about 5 to 10 times slower. To " +
      "fix this, install a C++ compiler (Debian and Ubuntu: `apt install g++`), then run `deno task setup`.",
  );
  return described(await rememberBinding({ source: "none", note }), true);
}

/** The binding that is there, where it is undamaged and works. */
async function keepBinding(): Promise<WorkingBinding> {
  const { source = "built", files = [] } = bindingState() ?? {};
  if (source === "none" || !existsSync(binding)) throw new Error("There is no binding from before.");
  const fault = files[0] && changeOf(files[0]);
  if (fault) throw new Error(`From before, ${fault}.`);
  const tensorflow = await tryBinding(binding);
  return { source, tensorflow, files: [binding, ...librariesOf(source)].map(knownFile) };
}

function lines(reasons: Iterable<string>, consequence: string): string {
  return [...reasons, consequence].map((line) => line.trim()).join("\n");
}

function described(state: BindingState, changed: boolean): StepResult {
  const found = {
    built: `TensorFlow ${state.tensorflow}, binding built here`,
    downloaded: `TensorFlow ${state.tensorflow}, tfjs-node's own binding`,
    none: "none",
  }[state.source];
  return { found, changed, note: state.note };
}
