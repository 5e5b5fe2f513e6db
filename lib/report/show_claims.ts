/** The claims that a notebook is about, as the committed runs judge them: no two notebooks say opposite things. */
import { UserError } from "../base/mod.ts";
import { showMarkdown } from "./show.ts";
import { committedVerdicts, verdictSections } from "./verdicts.ts";

/**
 * Shows claims by their ids, with verdict and evidence, as `results/verdicts.md` has them.
 *
 * @throws UserError for an id that there is not.
 */
export async function showClaims(ids: readonly string[]): Promise<void> {
  const judged = await committedVerdicts();
  const chosen = ids.map((id) => {
    const found = judged.find(({ claim }) => claim.id === id);
    if (found) return found;
    throw new UserError(
      `Expected a claim's id but found "${id}". There are ${judged.map(({ claim }) => claim.id).join("; ")}.`,
    );
  });
  await showMarkdown(verdictSections(chosen).replaceAll(/^## /gm, "### "));
}
