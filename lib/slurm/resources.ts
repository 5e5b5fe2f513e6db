/** What the tasks of an array job ask a cluster for. */
import { readFile } from "node:fs/promises";
import { messageOf, UserError } from "../base/mod.ts";

/** What each task asks for; what is absent is the cluster's default. */
export interface Resources {
  readonly partition?: string;
  /** As `sbatch --time` takes it: minutes, or `days-hours:minutes:seconds`. */
  readonly time?: string;
  /** Processor cores; default 2. */
  readonly cpus?: number;
  /** As `sbatch --mem` takes it: `4G`. Default what the job says that its tasks need. */
  readonly memory?: string;
  /** Whether each task needs a GPU; default false. */
  readonly gpu?: boolean;
  /** How many tasks run at a time; default as many as the cluster lets. */
  readonly atOnce?: number;
  /** What else the script begins with. */
  readonly head?: Head;
}

/** The beginning of a batch script, as a user wrote it. */
export interface Head {
  /** Lines `#SBATCH …`. */
  readonly directives: readonly string[];
  /** Lines that the shell runs before the program, such as `module load cuda`. */
  readonly commands: readonly string[];
}

/**
 * Reads the beginning of a batch script.
 *
 * @throws UserError where it cannot be read, or has directives that are ours to give.
 */
export async function readHead(file: string): Promise<Head> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    throw new UserError(
      `Expected lines of a batch script (#SBATCH …, module load …) in ${file} but could not read it: ` +
        messageOf(error),
    );
  }
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "" && !line.startsWith("#!"));
  const isDirective = (line: string) => line.startsWith("#SBATCH");
  const directives = lines.filter(isDirective);
  const ours = directives.find((line) =>
    /^#SBATCH\s+(--(array|output|error|open-mode|signal)\b|-[aoe])/.test(line)
  );
  if (ours !== undefined) {
    throw new UserError(
      `Expected no "${ours}" in ${file}: the array, its logs and its signal are given by this command. ` +
        "Delete that line.",
    );
  }
  return { directives, commands: lines.filter((line) => !isDirective(line)) };
}
