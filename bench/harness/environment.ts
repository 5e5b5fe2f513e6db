/** The Python environment of the peers, apart from the project's own: made when a bench first needs it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { inCache, inProject, runProgram, tail, UserError, writeAtomically } from "../../lib/base/mod.ts";
import { inPython } from "../../lib/setup/mod.ts";

const folder = () => inCache("bench", "venv");

/** Its interpreter. */
export function peersPython(): string {
  return process.platform === "win32"
    ? path.join(folder(), "Scripts", "python.exe")
    : path.join(folder(), "bin", "python");
}

/**
 * Installs what `bench/requirements.txt` asks for, where it is not there yet.
 *
 * @throws UserError where pip fails.
 */
export async function makePeersEnvironment(): Promise<void> {
  const requirements = inProject("bench", "requirements.txt");
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  const state = path.join(folder(), "complete");
  if (existsSync(state) && readFileSync(state, "utf8") === wanted) return;
  console.error(`Installing the peers of bench/requirements.txt into ${folder()}, some minutes …`);
  if (!existsSync(peersPython())) {
    rmSync(folder(), { recursive: true, force: true });
    await must([inPython("python"), "-m", "venv", folder()]);
  }
  await must([
    peersPython(),
    "-m",
    "pip",
    "install",
    "--disable-pip-version-check",
    "-q",
    "-r",
    requirements,
  ]);
  await writeAtomically(state, wanted);
}

async function must(command: string[]): Promise<void> {
  const result = await runProgram(command);
  if (result.ok) return;
  throw new UserError(
    `The peers' environment could not be made (${command.slice(0, 4).join(" ")} …):\n${tail(result)}\n` +
      "The first lines of bench/requirements.txt say which Python and which builds it is for.",
  );
}
