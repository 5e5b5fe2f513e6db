/** What a step of the set-up is. */

export interface StepResult {
  /** What is there now, in a few words. */
  readonly found: string;
  /** Whether the step had to do something. */
  readonly changed: boolean;
  /** What is missing, what that costs, and what to do; absent where all is well. */
  readonly note?: string;
}

export interface SetupOptions {
  /** Install TensorFlow's GPU build; default: what was chosen before, at first the CPU build. */
  gpu?: boolean;
  /** Do every step again. */
  force?: boolean;
  /** Told before something that takes more than a second. */
  say: (what: string) => void;
}
