/**
 * What a task tells the process that follows it: lines of JSON that it appends to a file of its own, in a folder that
 * all nodes share.
 */
import { appendFileSync } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";

/** A line about the task itself; any other line is its program's. */
export type AboutTask =
  /** It begins, for the first time or again. */
  | { begins: string }
  | { done: true }
  /** It cannot be done, and why. */
  | { failed: string };

/** Whether a line is about the task; a program's own line may say how much is `done`. */
export function isAboutTask(line: object): line is AboutTask {
  return "begins" in line || "failed" in line || ("done" in line && line.done === true);
}

/** The file of a task, such as `12_3`. */
export function toldFile(folder: string, task: string): string {
  return path.join(folder, `${task}.jsonl`);
}

/** Milliseconds between two times that lines are written. */
const EVERY = 1000;

/** Starts to append lines; they are written together, and by `write` at once. */
export function tellInto(file: string) {
  let pending = "", written = -Infinity;
  const write = () => {
    if (pending) appendFileSync(file, pending);
    pending = "";
    written = performance.now();
  };
  return {
    tell(line: unknown) {
      pending += JSON.stringify(line) + "\n";
      if (performance.now() - written >= EVERY) write();
    },
    write,
  };
}

/**
 * Starts to read lines.
 *
 * @returns A function that reads what is new. A line that a killed task left unfinished is skipped.
 */
export function hearFrom(file: string): () => Promise<object[]> {
  let at = 0;
  return async () => {
    const handle = await open(file).catch(() => undefined);
    if (!handle) return [];
    try {
      const { size } = await handle.stat();
      const bytes = new Uint8Array(Math.max(0, size - at));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, at);
      const end = bytes.subarray(0, bytesRead).lastIndexOf(10) + 1;
      at += end;
      return new TextDecoder().decode(bytes.subarray(0, end)).split("\n").flatMap(parsed);
    } finally {
      await handle.close();
    }
  };
}

function parsed(line: string): object[] {
  try {
    return line === "" ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}
