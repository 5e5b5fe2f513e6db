/** Notebooks: finding, formatting and executing them, their code, and JupyterLab. */
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
