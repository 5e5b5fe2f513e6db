import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { batchScript } from "./batch_script.ts";
import { readHead } from "./resources.ts";

const options = {
  name: "test",
  folder: "/shared/it's here",
  tasks: 12,
  program: "/program.ts",
  memory: 4,
  resources: {},
};

/** The directives of a script, in order. */
const directives = (script: string) => [...script.matchAll(/^#SBATCH (.*)$/gm)].map(([, text]) => text);

Deno.test("a script asks for what was asked for, and for no more", () => {
  const script = batchScript(options);
  assert.deepEqual(directives(script), [
    "--job-name=test",
    "--cpus-per-task=2",
    "--mem=4G",
    "--array=0-11",
    `--output="/shared/it's here/%A_%a.log"`,
    "--open-mode=append",
    "--requeue",
    "--signal=USR2@120",
  ]);
  const resources = { partition: "big", time: "1:00:00", cpus: 8, memory: "32G", gpu: true, atOnce: 3 };
  const asked = directives(batchScript({ ...options, resources }));
  for (
    const each of [
      "--partition=big",
      "--time=1:00:00",
      "--cpus-per-task=8",
      "--mem=32G",
      "--gres=gpu:1",
      "--array=0-11%3",
    ]
  ) {
    assert.ok(asked.includes(each), each);
  }
});

Deno.test("tasks compute as this process does: the variables that decide how are theirs too", () => {
  const names = ["KIT_CUSTOM_OPS", "KIT_ENGINE", "NVIDIA_TF32_OVERRIDE"];
  const before = names.map((name) => process.env[name]);
  try {
    for (const name of names) process.env[name] = "1";
    const script = batchScript(options);
    for (const name of names) assert.match(script, new RegExp(`^export ${name}=1$`, "m"));
  } finally {
    names.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    });
  }
});

Deno.test("the shell reads a script, with paths as they are", () => {
  const run = batchScript(options)
    .replace(/^srun .* run /m, 'srun() { printf "%s|" "$@"; }; srun ')
    .replace(/^cd .*$/m, "");
  const { stdout, stderr, status } = spawnSync("bash", ["-c", run], {
    encoding: "utf8",
    env: { SLURM_ARRAY_TASK_ID: "7", SLURM_CPUS_PER_TASK: "2" },
  });
  assert.equal(status, 0, stderr);
  assert.equal(stdout, "-A|--no-check|/program.ts|/shared/it's here|7|");
});

Deno.test("a task that has to go on is put back into the queue, as soon as Slurm's controller answers", () => {
  const run = batchScript(options)
    .replace(/^srun (.*\\\n)*.*$/m, "asked=0; goesOn")
    .replace(/^cd .*$/m, "");
  const functions = "goesOn() { return 75; }; sleep() { :; }\n" +
    'scontrol() { asked=$((asked + 1)); echo "$*"; [ $asked = 3 ]; }\n';
  const { stdout, status } = spawnSync("bash", ["-c", functions + run], {
    encoding: "utf8",
    env: { SLURM_ARRAY_JOB_ID: "12", SLURM_ARRAY_TASK_ID: "7", SLURM_CPUS_PER_TASK: "2" },
  });
  assert.equal(status, 75);
  assert.equal(stdout, "requeue 12_7\n".repeat(3));
});

Deno.test("a file's directives stand between the defaults and the options, its commands before the program", () =>
  inTemporaryFolder(async (folder) => {
    const head = await readHead(path.join(folder, "head.sh"));
    const script = batchScript({ ...options, resources: { head, partition: "small", cpus: 8 } });
    const asked = directives(script);
    assert.ok(asked.includes("--mem=9G") && !asked.includes("--mem=4G"));
    // Slurm takes the last of two.
    assert.ok(asked.indexOf("--cpus-per-task=4") < asked.indexOf("--cpus-per-task=8"));
    assert.ok(asked.indexOf("--partition=big") < asked.indexOf("--partition=small"));
    assert.ok(script.indexOf("module load cuda") < script.indexOf("\nsrun "));
    await assert.rejects(readHead(path.join(folder, "array.sh")), {
      name: "UserError",
      message: /Expected no "#SBATCH --array=0-9" in .*array\.sh/,
    });
    await assert.rejects(readHead(path.join(folder, "missing")), { name: "UserError" });
  }, {
    files: {
      "head.sh":
        "#!/bin/bash\n#SBATCH --mem=9G\n#SBATCH --cpus-per-task=4\n#SBATCH --partition=big\n\nmodule load cuda\n",
      "array.sh": "#SBATCH --array=0-9\n",
    },
  }));

Deno.test("memory is asked for once: by the file, or by the option, or as the job needs", () =>
  inTemporaryFolder(async (folder) => {
    const asked = async (name: string, memory?: string) => {
      const head = await readHead(path.join(folder, name), { memory });
      return directives(batchScript({ ...options, resources: { head, memory } })).filter((each) =>
        /--mem(?!-bind)/.test(each)
      );
    };
    assert.deepEqual(await asked("plain.sh"), ["--mem=4G"]);
    assert.deepEqual(await asked("cpu.sh"), ["--mem-per-cpu=2G"]);
    assert.deepEqual(await asked("gpu.sh"), ["--gres=gpu:1 --mem-per-gpu 40G"]);
    // Both are of the same kind: Slurm takes the last of two.
    assert.deepEqual(await asked("whole.sh", "6G"), ["--mem=9G", "--mem=6G"]);
    assert.deepEqual(await asked("plain.sh", "6G"), ["--mem=4G", "--mem=6G"]);
    for (const name of ["cpu.sh", "gpu.sh"]) {
      await assert.rejects(asked(name, "6G"), {
        name: "UserError",
        message: /Expected no --memory beside "#SBATCH .*--mem-per-[cg]pu.*" in .*Delete that line, or leave/,
      });
    }
  }, {
    files: {
      "plain.sh": "#SBATCH --account=a --mem-bind=local\n# --mem-per-cpu\n",
      "cpu.sh": "#SBATCH --mem-per-cpu=2G\n",
      "gpu.sh": "#SBATCH --gres=gpu:1 --mem-per-gpu 40G\n",
      "whole.sh": "#SBATCH --mem=9G\n",
    },
  }));
