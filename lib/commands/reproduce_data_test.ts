/** `reproduce` looks at its data before any run begins, and lists say what a study lacks. */
import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject } from "../base/mod.ts";
import { msMarcoFiles, withMSMarco } from "../data/ms_marco/ms_marco_for_tests.ts";
import { storedConfigs } from "../runs/mod.ts";
import { withResults } from "../runs/results_for_tests.ts";
import { printed } from "./printed_for_tests.ts";
import reproduce from "./reproduce.ts";
import { runCommand } from "./run_command.ts";

const study = (training: string) => `
import { bm25, margin, study } from ${JSON.stringify(inProject("lib", "studies", "mod.ts"))};

export default study({
  name: "sample",
  collections: ["msmarco-passage#dl20"],
  encoders: ["tiny", "someone/encoder"],
  methods: [bm25(), margin("adaptive")],
  training: { ${training}, batchSize: 4, learningRate: 1e-3, validations: 2, validateBy: "official" },
  seeds: [1],
});
`;

/** Runs something with a sample of MS MARCO, results, and a study's file. */
const inSample = (
  use: (file: string, mirror: string) => Promise<void>,
  { change = {}, training = "steps: 1" }: { change?: Record<string, string>; training?: string } = {},
) =>
  withMSMarco((mirror) =>
    withResults(() =>
      inTemporaryFolder(async (folder) => {
        const file = path.join(folder, "study.ts");
        await writeFile(file, study(training));
        await use(file, path.join(mirror, "msmarco-passage"));
      })
    ), { files: { ...msMarcoFiles(), ...change } });

Deno.test("what is wrong with the data is one error before any run", async () => {
  const good = msMarcoFiles();
  const lines = (name: string) => good[name].split("\n");
  const cases: [string, string, RegExp][] = [
    ["collection.tsv", lines("collection.tsv").toReversed().slice(1).join("\n") + "\n", /passage 0, as ids/],
    ["collection.tsv", good["collection.tsv"].replace("\t", " "), /an id and a text with one tab between/],
    ["qrels.train.tsv", good["qrels.train.tsv"].replaceAll("\t0\t", "\t"), /qrels\.train\.tsv, line 1/],
    [
      "msmarco-passagetest2019-top1000.tsv",
      "19335\t3\tasks\n",
      /four columns .*top1000\.tsv, line 1/,
    ],
    ["qidpidtriples.train.full.2.tsv", "1\t2\n", /three ids .*full\.2\.tsv, line 1/],
  ];
  for (const [name, content, message] of cases) {
    await inSample(async (file) => {
      await assert.rejects(runCommand(reproduce, ["--study", file, "--encoder", "tiny", "--jobs", "1"]), {
        name: "UserError",
        message,
      });
      assert.deepEqual(await storedConfigs("local"), [], name);
    }, { change: { [name]: content } });
  }
});

Deno.test("the list and the dry run of a study name the files and encoders that it lacks", () =>
  inSample(async (file, mirror) => {
    const missing =
      /Study: expected qidpidtriples\.train\.full\.2\.tsv, msmarco-passagetest2019-top1000\.tsv of MS MARCO in .*; and the encoders someone\/encoder in KIT_MIRROR.* Runs download them on first need/;
    for (const name of ["qidpidtriples.train.full.2.tsv", "msmarco-passagetest2019-top1000.tsv"]) {
      await rm(path.join(mirror, name));
    }
    for (const looking of [["--list"], ["--on", "slurm", "--dry-run"]]) {
      const { code, err } = await printed(reproduce, ["--study", file, ...looking]);
      assert.equal(code, 0);
      assert.match(err, missing);
      assert.match(err, /An epoch is taken as the most triples that there can be/);
    }
  }, { training: "epochs: 0.5" }));
