/** BM25 on words. */
import type { MethodKind } from "./method_kind.ts";

export interface BM25Method {
  readonly kind: "bm25";
  readonly k1: number;
  readonly b: number;
}

export const bm25: MethodKind<BM25Method> = {
  kind: "bm25",
  options: ["k1", "b"],
  problem: ({ k1, b }) =>
    k1 >= 0 && k1 < Infinity && b >= 0 && b <= 1 ? undefined : "k1 to be at least 0, and b in [0, 1]",
  label: ({ k1, b }) => k1 === 0.9 && b === 0.4 ? "BM25" : `BM25, k1 ${k1}, b ${b}`,
  family: () => "BM25",
  bm25: ({ k1, b }) => ({ k1, b }),
};
