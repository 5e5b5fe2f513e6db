import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import process, { execPath } from "node:process";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("./program_for_tests.ts", import.meta.url));
const table = [[0.1, -0.4], [0.7, 0.2], [-0.3, 0.5]];
const weights = [[0.2, -0.1, 0.4], [0.3, 0.6, -0.5]];
// The second row is looked up twice, the first never.
const ids = [1, 2, 1], targets = [0, 2, 1];

function runProgram(KIT_ENGINE: string) {
  const args = JSON.stringify([table, weights, ids, targets]);
  return spawnSync(execPath, ["run", "-A", "--no-check", program, args], {
    env: { ...process.env, KIT_ENGINE, NO_COLOR: "1" },
    encoding: "utf8",
  });
}

/** The same loss in plain numbers. */
function loss(table: number[][], weights: number[][]): number {
  const losses = ids.map((id, i) => {
    const logits = weights[0].map((_, j) => table[id].reduce((sum, x, k) => sum + x * weights[k][j], 0));
    return Math.log(logits.reduce((sum, x) => sum + Math.exp(x), 0)) - logits[targets[i]];
  });
  return losses.reduce((a, b) => a + b) / ids.length;
}

/** The gradient of `loss` by central differences. */
function differences(of: number[][]): number[] {
  const step = 1e-5;
  return of.flatMap((row) =>
    row.map((x, k) => {
      row[k] = x + step;
      const above = loss(table, weights);
      row[k] = x - step;
      const below = loss(table, weights);
      row[k] = x;
      return (above - below) / (2 * step);
    })
  );
}

for (const backend of ["tensorflow", "wasm", "cpu"]) {
  Deno.test(`on ${backend}, a small gradient is that of finite differences, and danfojs adds up`, () => {
    const result = runProgram(backend);
    assert.equal(result.status, 0, result.stderr);
    const printed = JSON.parse(result.stdout);
    assert.equal(printed.backend, backend);
    assert.ok(Math.abs(printed.loss - loss(table, weights)) < 1e-6);
    for (const [i, expected] of [differences(table), differences(weights)].entries()) {
      for (const [j, value] of expected.entries()) {
        assert.ok(
          Math.abs(printed.gradients[i][j] - value) < 1e-5,
          `${printed.gradients[i]}, not ${expected}`,
        );
      }
    }
    assert.deepEqual(printed.sums, [["a", 3], ["b", 5]]);
    // A slower engine says so in one line, and what it costs.
    const warnings = result.stderr.split("\n").filter((line) =>
      line.includes("slower than native TensorFlow")
    );
    assert.equal(warnings.length, backend === "tensorflow" ? 0 : 1, result.stderr);
  });
}

Deno.test("an engine that does not exist is refused with the names of those that do", () => {
  const result = runProgram("torch");
  assert.equal(result.status, 1);
  assert.match(result.stderr, /Expected KIT_ENGINE to be tensorflow, wasm or cpu but found "torch"/);
});
