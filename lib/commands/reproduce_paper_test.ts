/** Tier paper, by the command: what it says without the data, what it would take, and a trial. */
import assert from "node:assert/strict";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { collectionLabel, loadResults, storedConfigs } from "../runs/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { withPaperFixture } from "../studies/paper/fixture_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";
import { runCommand } from "./run_command.ts";

/** A machine that has neither MS MARCO nor the encoders. */
const withNothing = (body: () => Promise<void>) =>
  inTemporaryFolder(() => inTemporaryFolder(() => withResults(body), { variable: "KIT_CACHE" }), {
    variable: "KIT_MIRROR",
  });

Deno.test("without the collection and the encoders, tier paper says what is missing and how to get it", () =>
  withNothing(() =>
    assert.rejects(
      runCommand(reproduce, ["--tier", "paper", "--encoder", "microsoft/mpnet-base"]),
      /^UserError: Tier paper: expected collection\.tsv, .*top1000\.tsv of MS MARCO in KIT_MIRROR\/msmarco-passage; and the encoders microsoft\/mpnet-base in KIT_MIRROR, .* --fetch downloads them .*data\/msmarco-passage\.md/,
    )
  ));

Deno.test("a list names every run with its hours on a card, and says that these are reckoned", () =>
  withNothing(async () => {
    const { out, err } = await printed(reproduce, ["--tier", "paper", "--list"]);
    assert.match(out, /429 runs, 429 missing/);
    const hours = [...out.matchAll(/: ≈ ([\d.,]+) GPU h$/gm)].map(([, text]) =>
      Number(text.replaceAll(",", ""))
    );
    assert.equal(hours.length, 429);
    assert.match(out, /microsoft\/mpnet-base \(cls\), static 0\.1, in-batch \(reference\), .*batch size 128/);
    assert.match(
      err,
      /≈ [\d,.]+ GPU h on one H100.*reckoned and not measured: no step was measured on a card/,
    );
    assert.match(err, /15 runs may stop early/);
    assert.match(err, /64,376,192: the hashes of runs that take one are others/);
    assert.match(err, /expected collection\.tsv/);
    const total = Number(/In all ≈ ([\d,]+) GPU h/.exec(err)![1].replaceAll(",", ""));
    const sum = hours.reduce((a, b) => a + b, 0);
    assert.ok(Math.abs(sum - total) < 0.06 * total, `${sum} hours of runs, ${total} in all`);
    const scaled = await printed(reproduce, ["--tier", "paper", "--list", "--scale", "0.01"]);
    const trial = Number(/In all ≈ ([\d,.]+) GPU h/.exec(scaled.err)![1].replaceAll(",", ""));
    assert.ok(trial < 0.03 * total, `${trial} hours with a hundredth of the steps`);
    assert.match(scaled.out, /msmarco-passage-dl20-candidates, trial with 1 % of the steps: /);
  }));

Deno.test("a dry run prints the batch script without the data too, and says what is missing", () =>
  withNothing(async () => {
    const args = ["--tier", "paper", "--encoder", "microsoft/mpnet-base", "--on", "slurm", "--dry-run"];
    const { code, out, err } = await printed(reproduce, args);
    assert.equal(code, 0);
    assert.match(out, /^#SBATCH --array=0-\d+$/m);
    assert.match(
      err,
      /Tier paper: expected collection\.tsv, .*and the encoders microsoft\/mpnet-base in KIT_MIRROR/,
    );
    await assert.rejects(
      runCommand(reproduce, [...args, "--fetch"]),
      /expected no --fetch with --dry-run/,
    );
  }));

Deno.test("a trial of a grid is stored and shown as one, and judged by nothing", () =>
  withPaperFixture(() =>
    withResults(async () => {
      const args = ["--experiment", "paper-distributed", "--scale", "0.4", "--shard", "1/4", "--jobs", "1"];
      const seconds = (await printed(reproduce, [...args, "--list"])).err.match(/on two cores (≈ \d+ s)/)![1];
      const { code, out, err } = await printed(reproduce, args);
      assert.equal(code, 0, err);
      assert.ok(
        err.includes(`3 of 3 runs to compute: ${seconds} on two cores`),
        "of the texts that are here",
      );
      const stored = await storedConfigs("local");
      assert.equal(stored.length, 3);
      for (const config of stored) {
        assert.equal(config.scale, 0.4);
        assert.match(collectionLabel(config), /dl20-candidates, trial with 40 % of the steps$/);
      }
      assert.match(
        out,
        /dl20-candidates, trial with 40 % of the steps +microsoft\/mpnet-base \(cls\) +distributed/,
      );
      assert.match(out, /^No committed results for these; a trial is never judged\.$/m);
      assert.doesNotMatch(out + err, /undecided|Our results|No run is stored/);
      const again = await printed(reproduce, args);
      assert.match(again.err, /Computed 0 of 3 runs/);
      const listed = await printed(reproduce, [...args.slice(0, 4), "--list"]);
      assert.match(listed.out, /9 runs, 6 missing/);
      const full = await printed(reproduce, ["--experiment", "paper-distributed", "--list"]);
      assert.match(full.out, /9 runs, 9 missing/, "a trial is not the run itself");
      assert.equal((await loadResults(stored)).length, 3);
    })
  ));
