/** The documentation of the library's public modules, as pages. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { execPath } from "node:process";
import { inProject, runProgram, tail, UserError } from "../../base/mod.ts";

/**
 * Writes what `deno doc` makes of the modules that other projects import, those of `exports` in deno.json.
 *
 * @throws UserError where `deno doc` fails.
 */
export async function writeDocumentation(folder: string): Promise<void> {
  const { name, exports } = JSON.parse(await readFile(inProject("deno.json"), "utf8"));
  const modules = Object.values<string>(exports);
  const written = await runProgram([
    ...[execPath, "doc", "--html", `--name=${name}`, `--output=${path.resolve(folder)}`],
    ...modules,
  ]);
  if (!written.ok) {
    throw new UserError(
      `Expected documentation of ${modules.join(", ")} but \`deno doc\` failed ` +
        `(exit code ${written.code}):\n${tail(written)}`,
    );
  }
}
