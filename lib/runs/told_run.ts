/** What is told of a run that another process performs, a line at a time. */
import type { RunHooks } from "./perform_run.ts";
import type { Phase, SearchedTexts } from "./time_left.ts";

/** A line on a run. */
export type ToldOfRun =
  | { texts: SearchedTexts }
  | { work: [phase: Phase, texts: number, seconds?: number] }
  | { note: string };

/** A line that says of a run what two say; undefined where none does. */
export function joined(before: ToldOfRun, line: ToldOfRun): ToldOfRun | undefined {
  if ("note" in before && "note" in line) return line;
  if (!("work" in before && "work" in line)) return undefined;
  const [phase, texts, seconds] = before.work, [nextPhase, more, moreSeconds] = line.work;
  if (phase !== nextPhase) return undefined;
  // Without seconds, it was found in a checkpoint, and says nothing of the speed.
  if (seconds === undefined || moreSeconds === undefined) {
    return seconds === moreSeconds ? { work: [phase, texts + more] } : undefined;
  }
  return { work: [phase, texts + more, seconds + moreSeconds] };
}

/** Hands a line on. */
export function passOn(line: ToldOfRun, hooks: RunHooks): void {
  if ("texts" in line) hooks.onTexts?.(line.texts);
  else if ("work" in line) hooks.onWork?.(...line.work);
  else hooks.onNote?.(line.note);
}
