/** Damage to stored files: flipped bits, cut ends, zeroed bytes. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { UserError } from "./errors.ts";
import { type Generator, generator } from "./random.ts";

/** How often a campaign damages a file. */
export const DAMAGES = 500;
/** The longest that reading a damaged file may take, in milliseconds. */
const PATIENCE = 5000;

/** A damaged copy: half of them by a flipped bit, a quarter cut, a quarter with zeros; empty files cannot be damaged. */
export function damaged(content: Uint8Array, random: Generator): Buffer {
  for (;;) {
    const bytes = Buffer.from(content);
    const at = random.below(bytes.length);
    const kind = random.below(4);
    if (kind < 2) bytes[at] ^= 1 << random.below(8);
    else if (kind === 3) bytes.fill(0, at, Math.min(bytes.length, at + 1 + random.below(64)));
    const result = kind === 2 ? bytes.subarray(0, at) : bytes;
    if (!result.equals(content)) return result;
  }
}

/**
 * Damages a file at random, again and again, and reads it each time. Reading has to give what it gives for the whole file,
 * or to throw a UserError, without much delay.
 *
 * @param read May repair the file.
 * @param options.may What reading may give instead of a UserError: nothing; the same, as where what was damaged is made
 *   again; or anything, as where there is no checksum. Default nothing.
 */
export async function damageCampaign<T>(
  file: string,
  read: () => Promise<T>,
  { may = "nothing", damages = DAMAGES, seed = 1 }: {
    may?: "nothing" | "the same" | "anything";
    damages?: number;
    seed?: number;
  } = {},
): Promise<void> {
  const whole = await readFile(file);
  const expected = await read();
  const random = generator(seed);
  const warn = console.warn;
  console.warn = () => {};
  try {
    for (let i = 0; i < damages; i++) {
      const bytes = damaged(whole, random);
      await writeFile(file, bytes);
      const started = performance.now();
      const where = `damage ${i} of ${file}`;
      let found: T | undefined;
      try {
        found = await read();
      } catch (error) {
        assert.ok(error instanceof UserError, `${where}: ${(error as Error).stack}`);
        assert.ok(!error.message.includes("\n    at "), where);
      }
      assert.ok(performance.now() - started < PATIENCE, `${where} took ${performance.now() - started} ms`);
      if (found === undefined || may === "anything") continue;
      assert.equal(may, "the same", `${where} is not noticed`);
      assert.deepEqual(found, expected, where);
    }
  } finally {
    console.warn = warn;
    await writeFile(file, whole);
  }
}
