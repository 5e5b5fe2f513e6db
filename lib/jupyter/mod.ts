/** Notebooks: finding, formatting and executing them, their code, the book of them, and JupyterLab. */
export { installFormulas } from "./book/formula_packages.ts";
export { type BookOptions, writeBook } from "./book/write_book.ts";
export { writeDocumentation } from "./book/write_documentation.ts";
export { codeOfNotebook, formatOptions } from "./cells.ts";
export * from "./environment.ts";
export {
  type Executed,
  executeNotebooks,
  type ExecuteOptions,
  findExercises,
  findNotebooks,
} from "./execute.ts";
export { formatNotebooks } from "./format.ts";
export { startLab } from "./lab.ts";
