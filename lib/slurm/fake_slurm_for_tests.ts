/** Programs in the place of Slurm's, which say what a test wants to hear. */
import { chmod, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { waits } from "./waits.ts";

export interface FakeSlurm {
  /** What `squeue` prints from now on: lines without the script of the job, which it knows. */
  queue(text: string): Promise<void>;
  /** What `squeue` says from now on, until there is a queue again, where it fails. */
  noQueue(says?: string): Promise<void>;
  /** What `sacct` prints from now on; before, it fails. */
  accounts(text: string): Promise<void>;
  /** How often `sacct` was called. */
  accountsAsked(): Promise<number>;
  /** What `scontrol show config` prints from now on. */
  config(text: string): Promise<void>;
  /** The calls of `sbatch`, `scontrol requeue` and `scancel` so far, a line each. */
  calls(): Promise<string[]>;
}

/** Runs something while the PATH has these programs, with a cache of its own, and little patience. */
export function withFakeSlurm(use: (slurm: FakeSlurm) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const at = (name: string) => path.join(folder, name);
    const log = `echo "$(basename "$0") $*" >> ${at("calls")}`;
    const programs = {
      sbatch: `${log}\necho $((11 + $(grep -c sbatch ${at("calls")})))`,
      squeue: `if [ ! -f ${at("queue")} ]; then cat ${at("says")} >&2; exit 1; fi
while IFS='|' read -r task state node reason script; do
  job=$((\${task%_*} - 11))
  : "\${script:=$(grep sbatch ${at("calls")} | sed -n "$job s/.* //p")}"
  echo "$task|$state|$node|$reason|$script"
done < ${at("queue")}`,
      sacct: `echo >> ${at("sacct")}; cat ${at("accounts")}`,
      scontrol: `if [ "$1" = show ]; then cat ${at("config")}; exit; fi\n${log}`,
      scancel: log,
    };
    await mkdir(at("bin"));
    for (const [name, text] of Object.entries(programs)) {
      await writeFile(at(`bin/${name}`), `#!/bin/sh\n${text}\n`);
      await chmod(at(`bin/${name}`), 0o755);
    }
    const before = process.env.PATH;
    const usual = { ...waits };
    Object.assign(waits, { answer: 1, seen: 3 });
    process.env.PATH = `${at("bin")}${path.delimiter}${before}`;
    try {
      await use({
        async queue(text) {
          await writeFile(at("next"), text);
          await rename(at("next"), at("queue"));
        },
        async noQueue(says = "slurm_load_jobs error: Unable to contact slurm controller (connect failure)") {
          await writeFile(at("says"), says);
          await rm(at("queue"), { force: true });
        },
        accounts: (text) => writeFile(at("accounts"), text),
        accountsAsked: async () => (await readFile(at("sacct"))).length,
        config: (text) => writeFile(at("config"), text),
        calls: async () => (await readFile(at("calls"), "utf8").catch(() => "")).split("\n").filter(Boolean),
      });
    } finally {
      process.env.PATH = before;
      Object.assign(waits, usual);
    }
  }, { variable: "KIT_CACHE", files: { queue: "", config: "" } });
}
