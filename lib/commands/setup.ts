/** `setup`: installs everything the project needs. */
import { UserError } from "../base/mod.ts";
import { setUp } from "../setup/mod.ts";
import { defineCommand } from "./command.ts";
import { flag } from "./options.ts";
import { say } from "./output.ts";

export default defineCommand({
  name: "setup",
  summary: "Install everything the project needs, inside the project",
  options: {
    gpu: flag("install TensorFlow's GPU build (Linux x86-64 with an NVIDIA driver, 12 GB of disk)"),
    cpu: flag("install TensorFlow's CPU build again, after --gpu"),
    force: flag("repeat all steps, also those that are complete"),
  },
  examples: [
    { does: "what is missing", args: "" },
    { does: "with the GPU build of TensorFlow", args: "--gpu" },
  ],
  async run({ gpu, cpu, force }) {
    if (gpu && cpu) throw new UserError("Expected one of --gpu and --cpu but found both");
    await setUp({ gpu: gpu ? true : cpu ? false : undefined, force, say });
    return 0;
  },
});
