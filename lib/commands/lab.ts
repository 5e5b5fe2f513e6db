/** `lab`: JupyterLab on the notebooks. */
import { startLab } from "../jupyter/mod.ts";
import { defineCommand } from "./command.ts";

export default defineCommand({
  name: "lab",
  summary: "Open JupyterLab on the notebooks",
  usage: ["[options of JupyterLab]"],
  options: {},
  operands: { value: "OPTIONS", help: "options of JupyterLab, passed on as they are", passThrough: true },
  examples: [
    { does: "in the browser", args: "" },
    { does: "on a server", args: "--no-browser --port 8889" },
  ],
  run: (_, args) => startLab(args),
});
