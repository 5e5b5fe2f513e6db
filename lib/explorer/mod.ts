/** The explorer: a page on which stored results are looked at, made of static files. */
export { showMicroscope, type ShowMicroscopeOptions } from "./microscope/show_microscope.ts";
export { recordAndStore, storedRecordings } from "./microscope/stored.ts";
export { showPlayground, type ShowPlaygroundOptions } from "./playground/show_playground.ts";
export { showExplorer, type ShowExplorerOptions } from "./show_explorer.ts";
export { type ExplorerContent, writeExplorer } from "./write_explorer.ts";
