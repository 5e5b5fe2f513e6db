/** What is loaded at the start of a command: its static imports, and theirs. Dynamic imports come later, or never. */
import assert from "node:assert/strict";
import { execPath } from "node:process";
import { inProject, runProgram } from "../base/mod.ts";
import { loadCommands } from "./mod.ts";

interface Dependency {
  specifier: string;
  code?: { specifier?: string };
  isDynamic?: boolean;
}
interface ModuleGraph {
  roots: string[];
  redirects?: Record<string, string>;
  modules: { specifier: string; dependencies?: Dependency[] }[];
}

/** The modules that a file loads before its first line runs. */
async function loadedBy(file: string): Promise<string[]> {
  const { stdout, stderr } = await runProgram([execPath, "info", "--json", inProject(file)]);
  assert.ok(stdout, stderr);
  const graph: ModuleGraph = JSON.parse(stdout);
  const dependencies = new Map(graph.modules.map((module) => [module.specifier, module.dependencies ?? []]));
  const loaded = new Set<string>();
  const pending = [...graph.roots];
  while (pending.length > 0) {
    const next = pending.pop()!;
    const module = graph.redirects?.[next] ?? next;
    if (loaded.has(module)) continue;
    loaded.add(module);
    for (const { code, isDynamic } of dependencies.get(module) ?? []) {
      if (code?.specifier && !isDynamic) pending.push(code.specifier);
    }
  }
  return [...loaded];
}

const isPackage = (module: string) => module.startsWith("npm:") || module.includes("/node_modules/");

for (const { name } of await loadCommands()) {
  Deno.test(`${name} starts without npm packages and without the tensor engine`, async () => {
    const loaded = await loadedBy(`lib/commands/${name}.ts`);
    assert.ok(loaded.some((module) => module.endsWith("/lib/base/mod.ts")), "the graph is complete");
    assert.deepEqual(loaded.filter(isPackage), []);
    assert.deepEqual(loaded.filter((module) => module.includes("/lib/engine/")), []);
  });
}

Deno.test("evaluate and compare load no code of encoders, training, search or figures", async () => {
  for (const name of ["evaluate", "compare"]) {
    const folders = (await loadedBy(`lib/commands/${name}.ts`))
      .flatMap((module) => /\/lib\/(\w+)\//.exec(module)?.[1] ?? []);
    assert.deepEqual(
      [...new Set(folders)].sort(),
      ["base", "commands", "evaluation", "metrics", "statistics", "trec"],
    );
  }
});

Deno.test("BM25 searches without the tensor engine", async () => {
  for (const file of ["lib/retrieval/bm25/mod.ts", "lib/data/mod.ts", "lib/trec/mod.ts"]) {
    const loaded = await loadedBy(file);
    assert.deepEqual(loaded.filter((module) => /\/lib\/engine\/|tfjs/.test(module)), [], file);
  }
});

Deno.test("the command line starts with nothing but what the commands share", async () => {
  const loaded = await loadedBy("cli.ts");
  const folders = loaded.flatMap((module) => /\/lib\/(\w+)\//.exec(module)?.[1] ?? []);
  assert.deepEqual([...new Set(folders)].sort(), ["base", "commands"]);
});
