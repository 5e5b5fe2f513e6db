/** The unit tests, which lie beside the sources, and the examples in the comments of the sources. */
import { showDeno } from "./show_deno.ts";
import { type Tally, tallyOfDenoTest, total } from "./tally.ts";

/** Runs the unit tests of sources, without a check of types. */
export async function checkUnitTests(paths: readonly string[]): Promise<Tally> {
  if (paths.length === 0) return total([]);
  const { ok, output } = await showDeno(["test", "-A", "--no-check", "--doc", "--permit-no-files", ...paths]);
  return tallyOfDenoTest(output, ok);
}
