/** The claims as the explorer shows them. */
import type { JudgedClaim } from "../../studies/mod.ts";

/** A claim with its verdict and what it rests on. */
export interface JudgedRow {
  readonly claim: Omit<JudgedClaim["claim"], "evidence" | "missing">;
  readonly evidence: JudgedClaim["evidence"];
  readonly verdict: JudgedClaim["verdict"];
  /** The notebook that shows it: its file's name, and where it is, seen from the page. */
  readonly notebook: string;
  readonly address: string;
}

/** A notebook: its file's name, and the code of its cells. */
export interface NotebookCode {
  readonly name: string;
  readonly code: string;
}

/** Shows all claims. */
const OF_ALL = "09-the-claims.ipynb";

/**
 * The rows of the claims.
 *
 * @param notebooks In the order a reader takes them. A claim's is the first that shows claims and names it.
 * @param options.inBook Whether they stand beside the page as a book, or are the project's own files.
 */
export function claimRowsOf(
  judged: readonly JudgedClaim[],
  notebooks: readonly NotebookCode[],
  { inBook }: { inBook: boolean },
): JudgedRow[] {
  const showing = notebooks.filter(({ code }) => code.includes("showClaims("));
  return judged.map(({ claim: { evidence: _, missing: __, ...claim }, evidence, verdict }) => {
    const notebook = showing.find(({ code }) => code.includes(JSON.stringify(claim.id)))?.name ?? OF_ALL;
    const address = inBook ? `book/${notebook.replace(/ipynb$/, "html")}` : `../../notebooks/${notebook}`;
    return { claim, evidence, verdict, notebook, address };
  });
}
