/** The unit tests, which lie beside the sources, and the examples in the sources' comments. */
import { showDeno } from "./show.ts";
import { sum, type Tally, tallyOfDenoTest } from "./tally.ts";

/** Runs them; types are checked elsewhere. */
export async function runUnitTests(paths: readonly string[]): Promise<Tally> {
  if (paths.length === 0) return sum([]);
  const { ok, output } = await showDeno(["test", "-A", "--no-check", "--doc", "--permit-no-files", ...paths]);
  return tallyOfDenoTest(output, ok);
}
