/**
 * A small project in a temporary folder that set-up can be tried on: the set-up itself is copied, and what it installs
 * is made by scripts in place of npm, Python and the compiler.
 */
import { chmod, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { execPath } from "node:process";
import { inTemporaryFolder } from "../base/folder_for_tests.ts";
import { inProject, type ProgramResult, runProgram } from "../base/mod.ts";

/** Stands for npm: installs two packages, and logs that it was called. */
const NPM = `
echo "npm $*" >> log
[ "$1" = ci ] || exit 1
rm -rf node_modules
for name in @tensorflow/tfjs-node node-api-headers; do
  mkdir -p node_modules/$name
  echo '{ "version": "1.0.0" }' > node_modules/$name/package.json
done
cp package-lock.json node_modules/.package-lock.json
`;

/** Stands for Python: makes an environment whose pip installs one package. */
const PYTHON = `
case "$*" in
  "-c import sys"*) echo 3 12 ;;
  "-c import platform"*) echo 3.12.0 ;;
  "-m venv"*)
    echo venv >> "$ROOT/log"
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    [ -e "$ROOT/slow" ] && sleep 60
    mkdir -p "$3/lib/python3.12/site-packages/pip"
    ;;
  "-m pip --version") [ -d "$ROOT/.venv/lib/python3.12/site-packages/pip" ] ;;
  "-m pip install"*)
    echo pip >> "$ROOT/log"
    head -c 1000000 /dev/zero > "$TMPDIR/unpacked"
    [ -e "$ROOT/slow" ] && sleep 60
    site="$ROOT/.venv/lib/python3.12/site-packages"
    mkdir -p "$site/tensorflow" "$site/tensorflow_cpu-2.0.dist-info"
    for name in cc framework; do printf library > "$site/tensorflow/libtensorflow_$name.so.2"; done
    printf 'tensorflow/libtensorflow_%s.so.2,sha256=x,7\\n' cc framework > "$site/tensorflow_cpu-2.0.dist-info/RECORD"
    ;;
esac
`;

/** Stands for the compiler. */
const COMPILER = `
echo g++ >> "$ROOT/log"
while [ "$1" != -o ]; do shift; done
printf binding > "$2"
`;

/** Stands for the try of a binding: a process of its own that a damaged binding ends by a signal. */
const TRY = `
import process from "node:process";
if (Deno.readTextFileSync(process.argv[2]) !== "binding") process.kill(process.pid, "SIGBUS");
console.log('{ "version": "2.0" }');
`;

/** A project to try set-up on. */
export interface TrialProject {
  readonly folder: string;
  /** Runs set-up; `without` names programs that are not on the PATH. */
  setUp(
    options?: { without?: string[]; force?: boolean; env?: Record<string, string> },
  ): Promise<ProgramResult>;
  /** The command that runs set-up, and its environment. */
  command(): { command: string[]; env: Record<string, string> };
  /** A path in the project. */
  at(...parts: string[]): string;
  /** What ran since the last call, one word a program. */
  ran(): Promise<string[]>;
}

/** The binding's path in the project. */
export const BINDING = "node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node";

/** Runs a test with a project in which nothing is installed. */
export function withProject(test: (project: TrialProject) => Promise<void>): Promise<void> {
  return inTemporaryFolder(async (folder) => {
    const at = (...parts: string[]) => path.join(folder, ...parts);
    for (const name of ["base", "setup"]) {
      await cp(inProject("lib", name), at("lib", name), { recursive: true });
    }
    await mkdir(at("lib/engine/custom_ops"), { recursive: true });
    await writeFile(at("lib/engine/custom_ops/gelu.cc"), "");
    await writeFile(at("lib/setup/try_binding.ts"), TRY);
    await writeFile(at("deno.json"), '{ "nodeModulesDir": "manual", "lock": false }');
    await writeFile(at("requirements.txt"), "tensorflow-cpu==2.0\n");
    const version = "1.0.0";
    const packages = {
      "": {},
      "node_modules/@tensorflow/tfjs-node": { version },
      "node_modules/node-api-headers": { version },
    };
    await writeFile(at("package-lock.json"), JSON.stringify({ packages }));
    await writeFile(
      at("run.ts"),
      `import { setUp } from "./lib/setup/mod.ts";
      try {
        await setUp({ say: console.error, force: Deno.args.includes("--force") });
      } catch (error) {
        if ((error as Error).name !== "UserError") throw error;
        console.error((error as Error).message);
        Deno.exit(1);
      }`,
    );
    await mkdir(at("programs"));
    const program = async (name: string, script: string) => {
      await writeFile(at("programs", name), `#!/bin/sh\n${script}`);
      await chmod(at("programs", name), 0o755);
    };
    await program("npm", NPM);
    await program("python3", PYTHON);
    await program("g++", COMPILER);
    // The usual programs, but no compiler.
    for (const name of ["sh", "rm", "mkdir", "cp", "head", "sleep"]) {
      await program(name, `exec /bin/${name} "$@"`);
    }
    const command = (without: string[] = []) => ({
      command: [execPath, "run", "-A", "--no-check", at("run.ts")],
      env: {
        PATH: without.includes("PATH") ? "" : at("programs"),
        ROOT: folder,
        CXX: without.includes("g++") ? "" : "g++",
        KIT_PYTHON: "",
      },
    });
    await test({
      folder,
      at,
      command,
      async setUp({ without = [], force = false, env = {} } = {}) {
        const { command: words, env: ours } = command(without);
        for (const name of without) {
          if (name !== "PATH") await chmod(at("programs", name), 0o600).catch(() => {});
        }
        try {
          return await runProgram([...words, ...(force ? ["--force"] : [])], {
            cwd: folder,
            env: { ...ours, ...env },
            timeout: 30_000,
          });
        } finally {
          for (const name of without) {
            if (name !== "PATH") await chmod(at("programs", name), 0o755).catch(() => {});
          }
        }
      },
      async ran() {
        const log = await readFile(at("log"), "utf8").catch(() => "");
        await writeFile(at("log"), "");
        return log.split("\n").filter(Boolean).map((line) => line.split(" ").slice(0, 2).join(" "));
      },
    });
  });
}
