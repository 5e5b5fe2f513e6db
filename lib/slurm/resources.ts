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
 * @param options.memory What is asked for besides, as `sbatch --mem` takes it.
 * @throws UserError where it cannot be read, has directives that are ours to give, or asks for memory of another kind.
 */
export async function readHead(file: string, { memory }: Pick<Resources, "memory"> = {}): Promise<Head> {
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
  const head = { directives, commands: lines.filter((line) => !isDirective(line)) };
  const asked = memoryLine(head);
  if (memory !== undefined && asked !== undefined && PER_PART.test(asked)) {
    throw new UserError(
      `Expected no --memory beside "${asked}" in ${file}: Slurm takes memory of a task, of a CPU or of a GPU, one of ` +
        "them. Delete that line, or leave --memory out.",
    );
  }
  return head;
}

/** Directives that ask for memory; those that ask for it by the CPU or the GPU. */
const MEMORY = /^#SBATCH\s+(.*\s)?--mem(-per-[cg]pu)?(?=[=\s]|$)/, PER_PART = /--mem-per-[cg]pu\b/;

/** The directive by which a head asks for memory: the one by the CPU or the GPU where there are several. */
export function memoryLine(head: Head | undefined): string | undefined {
  const lines = (head?.directives ?? []).filter((line) => MEMORY.test(line.replace(/\s#.*$/, "")));
  return lines.find((line) => PER_PART.test(line)) ?? lines[0];
}
