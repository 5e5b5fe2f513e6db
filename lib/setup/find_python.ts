/** A Python on this machine that is new enough. */
import process from "node:process";
import { runProgram, UserError, which } from "../base/mod.ts";

const OLDEST = [3, 11];
const NAMES = ["python3", "python3.13", "python3.12", "python3.11", "python"];

/**
 * The first Python that is new enough; `KIT_PYTHON` names one.
 *
 * @throws UserError where there is none.
 */
export async function findPython(): Promise<string> {
  const named = process.env.KIT_PYTHON;
  const found: string[] = [];
  for (const name of named ? [named] : NAMES) {
    const file = which(name);
    if (!file) continue;
    const version = (await runProgram([file, "-c", "import sys; print(*sys.version_info[:2])"])).stdout
      .trim();
    const [major, minor] = version.split(" ").map(Number);
    if (major === OLDEST[0] && minor >= OLDEST[1]) return file;
    if (version) found.push(`${name} ${version.replace(" ", ".")}`);
  }
  throw new UserError(
    `Expected Python ${OLDEST.join(".")} or newer but found ${found.join(", ") || "none"}` +
      `${named ? ` as KIT_PYTHON=${named}` : " on the PATH"}. ` +
      "Install it with venv (Debian and Ubuntu: `apt install python3 python3-venv`), or name one in KIT_PYTHON; " +
      "then run the command again.",
  );
}
