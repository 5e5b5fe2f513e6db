/**
 * Set-up, and the doctor's checks of it.
 *
 * These files import no npm package: when set-up runs, none is installed yet.
 */
export { examine, type Finding } from "./doctor.ts";
export { packagesAreCurrent, requirePackages } from "./npm.ts";
export { inPython, pythonState } from "./python_state.ts";
export { setUp } from "./set_up.ts";
export type { StepOptions } from "./step.ts";
