/**
 * Progress of a long job: a live line in a terminal, a live bar in a notebook, a line every 15 seconds in a log.
 */
import process from "node:process";

export interface Progress {
  /**
   * Reports how much is done, with a few words on the state.
   *
   * @param found How much of it an earlier process did: it took no time, and says nothing about the time left. Default 0.
   */
  update(done: number, note?: string, found?: number): void;
  /** Ends the line or bar; the last note stays. */
  finish(note?: string): void;
}

export interface ProgressOptions {
  /** The amount of work, in any unit. */
  total: number;
  /** Milliseconds between two lines in a log; default 15,000. */
  logEvery?: number;
}

/** Seconds as a person says them: `45 s`, `3 min 05 s`, `1 h 02 min`. */
export function duration(seconds: number): string {
  const s = Math.max(0, Math.round(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${String(s % 60).padStart(2, "0")} s`;
  return `${Math.floor(s / 3600)} h ${String(Math.floor((s % 3600) / 60)).padStart(2, "0")} min`;
}

/** An estimate of seconds, no more precise than it is: `≈ 45 s`, `≈ 12 min`, and from an hour on two digits: `≈ 21 h`. */
export function roughly(seconds: number): string {
  if (seconds < 59.5) return `≈ ${Math.ceil(seconds)} s`;
  if (seconds < 3570) return `≈ ${Math.round(seconds / 60)} min`;
  return `≈ ${Number((seconds / 3600).toPrecision(2)).toLocaleString("en")} h`;
}

/**
 * Starts to show progress.
 *
 * @param label What is being done, in a few words.
 * @returns A handle; call `finish` at the end.
 */
export function startProgress(label: string, options: ProgressOptions): Progress {
  const { total, logEvery = 15_000 } = options;
  const started = performance.now();
  const line = (done: number, note: string, found = 0) => {
    const seconds = (performance.now() - started) / 1000;
    const left = done > found && done < total
      ? `, ${duration(seconds / (done - found) * (total - done))} left`
      : "";
    const percent = total > 0 ? Math.floor(done / total * 100) : 100;
    return `${label}  ${percent} %  ${duration(seconds)}${left}${note ? `  ${note}` : ""}`;
  };
  const show = isNotebook() ? notebookBar() : process.stderr.isTTY ? terminalLine() : logLine(logEvery);
  let last = { done: 0, note: "" };
  show(0, line(0, ""), false);
  return {
    update(done, note = "", found = 0) {
      last = { done, note };
      show(total > 0 ? done / total : 1, line(done, note, found), false);
    },
    finish(note = last.note) {
      show(1, line(total, note), true);
    },
  };
}

type Show = (fraction: number, text: string, final: boolean) => void;

function terminalLine(): Show {
  let drawn = 0;
  return (_fraction, text, final) => {
    if (!final && performance.now() - drawn < 100) return;
    drawn = performance.now();
    const width = process.stderr.columns ?? 100;
    process.stderr.write(`\r\x1b[2K${text.slice(0, width - 1)}${final ? "\n" : ""}`);
  };
}

function logLine(every: number): Show {
  let printed = performance.now();
  return (_fraction, text, final) => {
    if (!final && performance.now() - printed < every) return;
    printed = performance.now();
    process.stderr.write(`${text}\n`);
  };
}

interface Jupyter {
  display(bundle: Record<string, unknown>, options: Record<string, unknown>): Promise<void>;
}

function jupyter(): Jupyter | undefined {
  // Reading `Deno.jupyter` outside the kernel throws.
  try {
    return (globalThis as { Deno?: { jupyter?: Jupyter } }).Deno?.jupyter;
  } catch {
    return undefined;
  }
}

/** Whether this code runs in a cell of the Deno Jupyter kernel. */
export function isNotebook(): boolean {
  return jupyter() !== undefined;
}

let bars = 0;

function notebookBar(): Show {
  const kernel = jupyter()!;
  const id = `progress-${Date.now()}-${++bars}`;
  let shown = -Infinity;
  let first = true;
  return (fraction, text, final) => {
    if (!final && performance.now() - shown < 250) return;
    shown = performance.now();
    const html = `<progress value="${fraction.toFixed(3)}" max="1" style="width:20em"></progress> ` +
      `<code>${text.replace(/&/g, "&amp;").replace(/</g, "&lt;")}</code>`;
    kernel.display({ "text/html": html, "text/plain": text }, { raw: true, display_id: id, update: !first });
    first = false;
  };
}
