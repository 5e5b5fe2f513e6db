/** What one check of the doctor found. */
export interface Finding {
  readonly name: string;
  readonly found: string;
  /** What to do; absent where nothing is missing. */
  readonly todo?: string;
  /** Whether the project cannot run without it. */
  readonly vital?: boolean;
}
