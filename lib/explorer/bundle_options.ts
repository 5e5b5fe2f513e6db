/** How a page's modules become one script, whatever the page. */
import { inProject } from "../base/mod.ts";

/** Options of esbuild. */
export const bundleOptions = {
  absWorkingDir: inProject(),
  bundle: true,
  minify: true,
  format: "iife",
  platform: "browser",
  target: "es2023",
  write: false,
  logLevel: "silent",
  outdir: "page",
} as const;
