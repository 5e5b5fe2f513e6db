/** What is told of a run that another process performs, a line at a time. */
import type { RunHooks } from "./perform_run.ts";
import type { Phase, SearchedTexts } from "./time_left.ts";

/** A line on a run. */
export type ToldOfRun =
  | { texts: SearchedTexts }
  | { work: [phase: Phase, texts: number, seconds?: number] }
  | { note: string };

/** Hands a line on. */
export function passOn(line: ToldOfRun, hooks: RunHooks): void {
  if ("texts" in line) hooks.onTexts?.(line.texts);
  else if ("work" in line) hooks.onWork?.(...line.work);
  else hooks.onNote?.(line.note);
}
