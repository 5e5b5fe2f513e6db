/** BM25 on words. */
import type { MethodKind } from "./method_kind.ts";

export interface BM25Method {
  readonly kind: "bm25";
  readonly k1: number;
  readonly b: number;
}

export const bm25: MethodKind<BM25Method> = {
  kind: "bm25",
  label: () => "BM25",
  family: () => "BM25",
  bm25: ({ k1, b }) => ({ k1, b }),
};
