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

/** The ending of such a file's name. */
export const TOLD = ".jsonl";

/** The file of a task, such as `12_3`. */
export function toldFile(folder: string, task: string): string {
  return path.join(folder, `${task}${TOLD}`);
}

/** Milliseconds between two times that lines are written. */
const EVERY = 1000;

/** One line in place of two, the first of which is not written yet; undefined where both are needed. */
export type Join<Line> = (before: Line, line: Line) => Line | undefined;

/**
 * Starts to append lines; they are written together, once a second, and by `write` at once.
 *
 * @param join Makes the program's own lines fewer; default none.
 */
export function tellInto<Line extends object>(file: string, join: Join<Line> = () => undefined) {
  let pending: (Line | AboutTask)[] = [], written = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    written = performance.now();
    if (pending.length === 0) return;
    try {
      appendFileSync(file, pending.map((line) => `${JSON.stringify(line)}\n`).join(""));
      pending = [];
    } catch {
      // No reason to end the work: these lines are written with the next ones.
    }
  };
  const add = (line: Line) => {
    for (const [at, before] of pending.entries()) {
      const joined = isAboutTask(before) ? undefined : join(before, line);
      if (joined === undefined) continue;
      pending.splice(at, 1);
      return pending.push(joined);
    }
    pending.push(line);
  };
  return {
    tell(line: Line | AboutTask) {
      if (isAboutTask(line)) pending.push(line);
      else add(line);
      const wait = EVERY - (performance.now() - written);
      if (wait <= 0) write();
      else timer ??= setTimeout(write, wait);
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
    } catch {
      // A file server that is away for a moment: the next time reads on.
      return [];
    } finally {
      await handle.close().catch(() => {});
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
