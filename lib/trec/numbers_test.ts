import assert from "node:assert/strict";
import { generator } from "../base/mod.ts";
import { decimal, whole } from "./numbers.ts";

function read(text: string, as = decimal): number {
  const bytes = new TextEncoder().encode(`9${text}9`);
  return as(bytes, 1, bytes.length - 1);
}

Deno.test("decimals are the nearest doubles, as JavaScript reads them", () => {
  const random = generator(5);
  const written = [
    (x: number) => String(x),
    (x: number) => x.toFixed(random.below(18)),
    (x: number) => x.toExponential(random.below(18)),
    (x: number) => x.toPrecision(16 + random.below(6)),
    (x: number) => String(Math.fround(x)),
  ];
  for (let i = 0; i < 50_000; i++) {
    const text = written[i % written.length](random.normal() * 10 ** (random.below(30) - 15));
    assert.ok(Object.is(read(text), Number(text)), text);
  }
});

Deno.test("decimals in the middle of two doubles, and close to it, are rounded right", () => {
  const random = generator(6);
  for (let i = 0; i < 20_000; i++) {
    // An odd number of 54 bits is between two doubles.
    const middle = (BigInt(random.below(2 ** 21)) << 33n) + (1n << 53n) + (BigInt(random.uint32()) << 1n) +
      1n;
    const digits = String(middle + BigInt(random.below(3) - 1));
    const point = random.below(digits.length);
    const text = `${digits.slice(0, point)}.${digits.slice(point)}`;
    assert.ok(Object.is(read(text), Number(text)), text);
  }
});

Deno.test("every way to write a decimal is read", () => {
  const cases: [string, number][] = [
    ["0", 0],
    ["-0", -0],
    ["+1", 1],
    [".5", 0.5],
    ["5.", 5],
    ["1e3", 1000],
    ["1E+3", 1000],
    ["-1.5e-3", -0.0015],
    ["000000000000000000000000012", 12],
    ["0.000000000000000000000000012", 1.2e-26],
    ["123456789012345678901234567890", 123456789012345678901234567890],
    ["1e308", 1e308],
    ["1e309", Infinity],
    ["-1e309", -Infinity],
    ["1e-400", 0],
    ["5e-324", 5e-324],
  ];
  for (const [text, value] of cases) assert.ok(Object.is(read(text), value), text);
});

Deno.test("other text than a decimal number is NaN", () => {
  for (
    const text of ["", "-", ".", "+.", "e5", "1e", "1e+", "1e5.5", "1.2.3", "--1", "0x10", "1_000", "NaN"]
  ) {
    assert.ok(Number.isNaN(read(text)), text);
  }
  for (const text of ["inf", "Infinity", "1,5", " 1", "1 ", "1f", "1e1234567890", "\u0661"]) {
    assert.ok(Number.isNaN(read(text)), text);
  }
});

Deno.test("whole numbers have a sign or none, and at most nine digits", () => {
  for (const [text, value] of [["0", 0], ["-0", 0], ["+12", 12], ["-999999999", -999999999]] as const) {
    assert.ok(Object.is(read(text, whole), value), text);
  }
  for (const text of ["", "-", "1.0", "1e3", "1234567890", "1-", "a"]) {
    assert.ok(Number.isNaN(read(text, whole)), text);
  }
});
