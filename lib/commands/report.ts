/** `report`: a page on which the stored results are looked at. */
import { outputName, UserError } from "../base/mod.ts";
import { defineCommand } from "./command.ts";
import { flag } from "./options.ts";
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
    microscope: flag("first train `tiny` five times, in about a minute, and record what happens to a batch"),
    book: flag("beside it, the notebooks as pages, and the documentation of the library"),
  },
  examples: [
    { does: "the project's runs and yours together", args: "" },
    { does: "the same elsewhere", args: "--output my-report" },
    { does: "with the notebooks as a book", args: "--book" },
    { does: "record the batch of the microscope again", args: "--microscope" },
  ],
  details: () =>
    "The folder's index.html opens from disk, and from any web server. Where a run is stored with the project and locally,\n" +
    "the project's is shown. The verdicts on the claims are those of the project's runs.\n" +
    "Beside it stand a playground of losses and a microscope of a batch that was recorded while `tiny` was trained.\n" +
    "With --book, so do book/ and api/; a Python package for its formulas is installed into .cache on first need.",
  async run({ output, microscope, book }) {
    const { inResults, loadStoredResults } = await import("../runs/mod.ts");
    const { committedVerdicts, inOrder } = await import("../report/mod.ts");
    const { recordAndStore, storedRecordings, writeExplorer } = await import("../explorer/mod.ts");
    const folder = output ?? inResults("report");
    const results = inOrder(await loadStoredResults());
    if (results.length === 0) {
      throw new UserError(
        "report: expected stored runs but found none. `deno task reproduce` computes them.",
      );
    }
    if (microscope) await recordAndStore({ say });
    const [claims, recordings] = [await committedVerdicts(), await storedRecordings()];
    await writeExplorer(folder, { results, claims, recordings, ...book && { book: writeBoth } }, { say });
    say(`Wrote ${outputName(folder)}: ${results.length} runs. Open index.html in it with a browser.`);
    return 0;
  },
});

/** The book and the documentation. Without the package for formulas, these stay in TeX. */
async function writeBoth({ book, api }: { book: string; api: string }): Promise<void> {
  const { installFormulas, writeBook, writeDocumentation } = await import("../jupyter/mod.ts");
  const formulas = await installFormulas().catch((error) => {
    if (!(error instanceof UserError)) throw error;
    say(`The book's formulas stay in TeX. ${error.message}`);
    return undefined;
  });
  await writeBook(book, { formulas });
  await writeDocumentation(api);
}
