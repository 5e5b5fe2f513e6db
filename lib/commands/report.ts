/** `report`: a page on which the stored results are looked at. */
import { outputName, UserError } from "../base/mod.ts";
import { defineCommand } from "./command.ts";
import { say } from "./output.ts";
import { outputFolder } from "./output_options.ts";

export default defineCommand({
  name: "report",
  summary: "Make a page on which the stored results are looked at, without a network",
  needsPackages: true,
  options: {
    output: outputFolder("write into this folder; an earlier report there is replaced", {
      shownDefault: "results/report",
    }),
  },
  examples: [
    { does: "the project's runs and yours together", args: "" },
    { does: "the same elsewhere", args: "--output my-report" },
  ],
  details: () =>
    "The folder's index.html opens from disk, and from any web server. Where a run is stored with the project and locally,\n" +
    "the project's is shown. The verdicts on the claims are those of the project's runs.",
  async run({ output }) {
    const { inResults, loadStoredResults } = await import("../runs/mod.ts");
    const { committedVerdicts, inOrder } = await import("../report/mod.ts");
    const { writeExplorer } = await import("../explorer/mod.ts");
    const folder = output ?? inResults("report");
    const results = inOrder(await loadStoredResults());
    if (results.length === 0) {
      throw new UserError(
        "report: expected stored runs but found none. `deno task reproduce` computes them.",
      );
    }
    await writeExplorer(folder, { results, claims: await committedVerdicts() }, { say });
    say(`Wrote ${outputName(folder)}: ${results.length} runs. Open index.html in it with a browser.`);
    return 0;
  },
});
