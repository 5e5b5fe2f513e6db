/** `test`: format, lint, types, unit tests and notebooks, with one total at the end. */
import { runChecks } from "../checks/mod.ts";
import { defineCommand } from "./command.ts";
import { print } from "./output.ts";

export default defineCommand({
  name: "test",
  summary: "Check format, lint and types, and run the unit tests and notebooks",
  operands: { value: "[PATH …]", help: "files and folders; without any, everything" },
  options: {},
  examples: [
    { does: "everything", args: "" },
    { does: "one folder", args: "lib/losses" },
  ],
  details: () => "The last line is `N passed, N failed`; the exit code is 1 where anything failed.",
  async run(_, paths) {
    const { passed, failed, failures } = await runChecks(paths);
    for (const failure of failures) print(`FAILED ${failure}\n`);
    print(`${passed} passed, ${failed} failed\n`);
    return failed > 0 ? 1 : 0;
  },
});
