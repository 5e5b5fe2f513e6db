import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inProject } from "../base/mod.ts";
import { type Executed, executeNotebooks } from "./execute.ts";

interface Cell {
  source: string;
  outputs: { output_type: string; text?: string; data?: Record<string, unknown> }[];
}

function code(source: string, outputs: unknown[] = []) {
  return { cell_type: "code", id: `c${ids++}`, metadata: {}, execution_count: null, source, outputs };
}
let ids = 0;

const printed = [{ output_type: "stream", name: "stdout", text: "before\n" }];

/** Executes a notebook of these cells in place, at tier `smoke`. Returns the result and the cells afterwards. */
async function execute(cells: unknown[]): Promise<{ result: Executed; cells: Cell[] }> {
  const folder = await mkdtemp(path.join(inProject(".cache"), "notebook-"));
  try {
    const file = path.join(folder, "test.ipynb");
    const kernelspec = { name: "deno", display_name: "Deno", language: "typescript" };
    await writeFile(
      file,
      JSON.stringify({ cells, metadata: { kernelspec }, nbformat: 4, nbformat_minor: 5 }),
    );
    const results = await Array.fromAsync(executeNotebooks([file], { tier: "smoke", inPlace: true }));
    assert.equal(results.length, 1);
    return { result: results[0], cells: JSON.parse(await readFile(file, "utf8")).cells };
  } finally {
    await rm(folder, { recursive: true });
  }
}

Deno.test("forty cells that print and end in a value lose neither", async () => {
  const sources = Array.from({ length: 40 }, (_, i) => code(`console.log("printed ${i}");\n"value ${i}";`));
  const { result, cells } = await execute(sources);
  assert.deepEqual(result.problems, []);
  for (const [i, { outputs }] of cells.entries()) {
    const text = JSON.stringify(outputs);
    assert.ok(text.includes(`printed ${i}`) && text.includes(`value ${i}`), `cell ${i}: ${text}`);
  }
});

Deno.test("a cell sees the project's library and its tier", async () => {
  const { result, cells } = await execute([
    code(
      'import { generator } from "kit/base/mod.ts";\nconsole.log(generator(42).uint32(), Deno.env.get("KIT_TIER"));',
    ),
  ]);
  assert.deepEqual(result.problems, []);
  assert.equal(String(cells[0].outputs[0].text), "2707161783 smoke\n");
});

Deno.test("an error in a cell is reported, and the notebook is not changed", async () => {
  const { result, cells } = await execute([
    code("1 + 1;", printed),
    code('throw new RangeError("too far");'),
  ]);
  assert.match(result.problems.join(), /RangeError: too far/);
  assert.deepEqual(cells[0].outputs, printed);
});

Deno.test("a cell that had outputs and now has none is reported", async () => {
  const { result } = await execute([code("const quiet = 1;", printed), code("const never = 2;")]);
  assert.equal(result.problems.length, 1);
  assert.match(result.problems[0], /cell 1: it had outputs and now has none/);
});
