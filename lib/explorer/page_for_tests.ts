/** What the tests of the explorer read from its page. */
import assert from "node:assert/strict";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "./chromium_for_tests.ts";

/** Opens a view of the explorer, and waits until it is drawn. */
export async function open(page: Page, folder: string, hash: string): Promise<void> {
  await page.open("about:blank");
  await page.open(`${pathToFileURL(path.join(folder, "index.html"))}${hash}`);
  await page.until(DRAWN);
}

/** True once a view is drawn. */
export const DRAWN = 'document.querySelector(".plot .main-svg") && !document.querySelector("[aria-busy]")';

/** The points of a curve, as plotly has them. */
export function pointsOf(page: Page, name: string): Promise<{ x: number[]; y: number[] }> {
  return page.evaluate(`(() => {
    const { x, y } = document.querySelector(".plot").data.findLast(({ name }) => name === ${
    JSON.stringify(name)
  });
    return { x: [...x], y: [...y] };
  })()`);
}

/** The cells of a table's rows. */
export function cellsOf(page: Page, selector: string): Promise<string[][]> {
  const rows = `document.querySelectorAll("${selector} tbody tr")`;
  return page.evaluate(`[...${rows}].map(({ cells }) => [...cells].map((cell) => cell.textContent))`);
}

/** Numbers that are the same but for rounding error. */
export function assertNear(found: readonly number[], expected: readonly number[]): void {
  assert.equal(found.length, expected.length);
  found.forEach((value, i) =>
    assert.ok(Math.abs(value - expected[i]) < 1e-12, `${found} against ${expected}`)
  );
}
