/** What a step of the set-up takes and returns. */

export interface StepResult {
  /** What is installed now, in a few words. */
  readonly found: string;
  /** Whether the step changed anything. */
  readonly changed: boolean;
  /** What is missing, what that costs, and what to do; absent where nothing is missing. */
  readonly note?: string;
}

export interface StepOptions {
  /** Install TensorFlow's GPU build; default the build chosen before, the CPU build the first time. */
  gpu?: boolean;
  /** Do the step even where nothing has changed. */
  force?: boolean;
  /** Gets a few words before anything that takes more than a second. */
  say: (what: string) => void;
}
