/** A file that a Slurm cluster embeds in shards. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { encodeFile, loadEncoder } from "../encoders/mod.ts";
import { withoutSlurm, withSlurm } from "../slurm/slurm_for_tests.ts";
import encode from "./encode.ts";
import { printed } from "./printed_for_tests.ts";

/** Two chunks. */
const TEXTS = 9000;

Deno.test({
  name: "shards that a Slurm cluster embeds are joined to what one process writes",
  ignore: withoutSlurm(),
  fn: () =>
    inTemporaryFolder((folder) =>
      withSlurm(async (cluster) => {
        const [input, output, alone] = ["corpus.jsonl", "out.arrow", "alone.arrow"].map((name) =>
          path.join(folder, name)
        );
        const lines = Array.from(
          { length: TEXTS },
          (_, i) => `{"_id":"${i}","text":"a fox and ${i} dogs"}\n`,
        );
        await writeFile(input, lines.join(""));
        // Of three shards, one has nothing to do.
        const common = [
          "--encoder",
          "tiny",
          "--on",
          "slurm",
          "--shards",
          "3",
          "--cpus",
          "1",
          "--memory",
          "1G",
        ];
        const args = [...common, "--input", input, "--output", output];
        const script = await printed(encode, [...args, "--dry-run"]);
        assert.match(script.out, /^#SBATCH --array=0-2$/m);
        const { code, err } = await printed(encode, args);
        assert.equal(code, 0, err);
        assert.match(err, /Wrote .*out\.arrow: 9,000 texts, 128 values each; embedded on Slurm/);
        const again = await printed(encode, args);
        assert.match(again.err, /exists already/);
        assert.deepEqual(await cluster.jobs(), ["1"]);
        const encoder = await loadEncoder("tiny");
        await encodeFile(encoder, { input, output: alone });
        encoder.dispose();
        assert.deepEqual(await readFile(output), await readFile(alone));
        // The same texts as the passages of a collection, in a folder that is named from here.
        const collection = path.join(folder, "collection.arrow");
        const data = ["--data", path.relative(process.cwd(), folder), "--as", "other"];
        const whole = await printed(encode, [...common, ...data, "--output", collection]);
        assert.match(whole.err, /Wrote .*collection\.arrow: 9,000 texts, .*embedded on Slurm/);
        assert.equal((await cluster.jobs()).length, 2);
        assert.deepEqual(await readFile(collection), await readFile(alone));
      }), { variable: "KIT_CACHE" }),
});
