/** `doctor`: what is installed, and what to do about what is missing. */
import { examine, type Finding } from "../setup/mod.ts";
import { defineCommand } from "./command.ts";
import { print } from "./output.ts";

export default defineCommand({
  name: "doctor",
  summary: "Show what is installed, how fast it is, and what to do about what is missing",
  options: {},
  examples: [{ does: "all checks; exit code 1 where the project cannot run", args: "" }],
  async run() {
    const findings: Finding[] = [];
    for await (const finding of examine()) {
      findings.push(finding);
      const { name, found, todo } = finding;
      print(`${name.padEnd(14)} ${found}${todo ? "  (!)" : ""}\n`);
    }
    const todos = findings.filter(({ todo }) => todo);
    print(todos.length > 0 ? "\nTo do:\n" : "\nNothing is missing.\n");
    for (const { name, todo } of todos) print(`- ${name}: ${todo}\n`);
    return todos.some(({ vital }) => vital) ? 1 : 0;
  },
});
