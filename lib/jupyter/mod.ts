/** Notebooks: finding, executing and checking them. */
export { codeOfNotebook, formatOptions } from "./cells.ts";
export * from "./environment.ts";
export { executeNotebooks, findNotebooks } from "./execute.ts";
