/** Fine-tuning: an encoder on a collection of one's own, with what it changed. */
export type { Effect } from "./effect.ts";
export { DECIDING, fineTune, type FineTuned, type FineTuningHooks, minedTriples } from "./fine_tune.ts";
export { FEW, PARTS } from "./search_parts.ts";
export { chooseSteps, type FineTuningSettings } from "./settings.ts";
export { completeSplits } from "../complete_splits.ts";
export { machineInWords, softwareVersion } from "../machine.ts";
export { trainedEncoder } from "../perform_run.ts";
export { openState, type State } from "./state.ts";
