import assert from "node:assert/strict";
import { UserError } from "../base/mod.ts";
import { reproduce } from "./reproduce.ts";
import { storeResult } from "../runs/mod.ts";
import { plan } from "../studies/mod.ts";
import { fakeResult, withResults } from "../runs/results_for_tests.ts";

/** What a command prints, and its exit code. */
async function printed(args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const log = console.log;
  console.log = (...values: unknown[]) => lines.push(values.join(" "));
  try {
    return { code: await reproduce(args), text: lines.join("\n") };
  } finally {
    console.log = log;
  }
}

for (
  const [args, message] of [
    [["--tier", "huge"], /--tier to be one of smoke, laptop, paper but found "huge"/],
    [["--experiment", "dynamic"], /--experiment to be one of static, adaptive, .* but found "dynamic"/],
    [["--encoder", "bert"], /--encoder to be one of minilm, tiny, none but found "bert"/],
    [["--collection", "msmarco"], /--collection to be one of whole, laptop, smoke but found "msmarco"/],
    [["--quick"], /Unknown option '--quick'.*--help/],
    [["--jobs", "none"], /--jobs to be a number from 1 to 999 but found "none"/],
    [["--tier"], /reproduce: .*--tier.*--help/],
    [["smoke"], /reproduce: .*smoke.*--help/],
    [["--tier", "paper"], /MS MARCO passage/],
  ] as [string[], RegExp][]
) {
  Deno.test(`\`reproduce ${args.join(" ")}\` is refused with one clear message`, async () => {
    await assert.rejects(reproduce(args), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      return true;
    });
  });
}

Deno.test("--list says which runs are stored and which are missing", async () => {
  await withResults(async () => {
    await storeResult(fakeResult(plan("laptop")[0]));
    const { code, text } = await printed(["--list", "--encoder", "none", "--encoder", "minilm"]);
    assert.equal(code, 0);
    assert.match(text, /[0-9a-f]{16} {2}done {5}wordnet-laptop: BM25/);
    assert.match(text, /[0-9a-f]{16} {2}missing {2}wordnet-laptop: minilm, adaptive/);
    assert.match(text, /28 runs, 27 missing/);
  });
});

Deno.test("--tier paper --list prints the reference's grids", async () => {
  const { text } = await printed(["--tier", "paper", "--list"]);
  assert.match(text, /distributed: \{[^}]*"seed": 153201820/s);
});

Deno.test("--help names every option", async () => {
  const { text } = await printed(["--help"]);
  for (const option of ["tier", "experiment", "encoder", "collection", "commit", "jobs", "list"]) {
    assert.ok(text.includes(`--${option}`));
  }
});

Deno.test("with everything stored, nothing is computed and the two sides stand in one table", async () => {
  await withResults(async () => {
    const [bm25] = plan("laptop");
    await storeResult(fakeResult(bm25, { source: "committed" }));
    await storeResult(fakeResult(bm25, { source: "local" }));
    const { code, text } = await printed(["--encoder", "none"]);
    assert.equal(code, 0);
    assert.match(text, /Computed 0 of 1 runs in 0 s/);
    assert.match(text, /\| BM25 +\| wordnet-laptop .* OK/);
    assert.match(text, /1 of 1 runs agree/);
    assert.match(text, /deno task lab/);
  });
});
