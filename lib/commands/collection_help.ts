/** What the help of every command says about `--data`. */

const NAMES = "wordnet, msmarco-passage (or msmarco-passage#dl19, #dl20, #dev), beir/NAME, nanobeir/NAME";

/**
 * The meaning of `--data`.
 *
 * @param files What a folder has to hold.
 */
export const collectionHelp = (files: string): string => `${files}, in BEIR's layout; or a name: ${NAMES}`;
