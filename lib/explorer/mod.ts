/** The explorer: a page on which stored results are looked at, made of static files. */
export { type ExplorerContent, writeExplorer } from "./write_explorer.ts";
