/**
 * Set-up, and the doctor's checks of it.
 *
 * These files import no npm package: when set-up runs, none is installed yet.
 */
export { examine } from "./doctor.ts";
export type { Finding } from "./finding.ts";
export { packagesAreCurrent, requirePackages } from "./npm.ts";
export { inPython, pythonState } from "./python_state.ts";
export { setUp } from "./set_up.ts";
export type { StepOptions } from "./step.ts";
