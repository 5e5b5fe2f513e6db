/** How many texts a collection has here, for an estimate of time: a sample, or a folder, has others than its entry says. */
import { UserError } from "../../base/mod.ts";
import { type CollectionChoice, entryOf } from "./registry.ts";

type Named = Pick<CollectionChoice, "name" | "folder" | "fingerprint">;

const counts = new Map<string, number>();
const keyOf = ({ name, folder = name, fingerprint = "" }: Named) => `${folder} ${fingerprint}`;

/** About how many passages and test queries a collection has: as they were counted, else as its entry says. */
export function textsOf(choice: Named): number {
  return counts.get(keyOf(choice)) ?? entryOf(choice).texts;
}

/** Notes how many texts a collection has that was opened. */
export function noteTexts(choice: Named, texts: number): void {
  counts.set(keyOf(choice), texts);
}

/** Counts the texts of the collections of some runs where their entries do not know them. */
export async function countTexts(runs: readonly { readonly collection: Named }[]): Promise<void> {
  const choices = new Map(runs.map(({ collection }) => [keyOf(collection), collection]));
  for (const [key, choice] of choices) {
    if (counts.has(key)) continue;
    try {
      const texts = await entryOf(choice).textsHere?.();
      if (texts !== undefined) counts.set(key, texts);
    } catch (error) {
      // What is wrong with its files is said where they are needed.
      if (!(error instanceof UserError)) throw error;
    }
  }
}
