/** A small collection for the tests of this folder. */
import type { Collection } from "../base/mod.ts";

const animals = ["cat", "dog", "fox", "hen", "cow", "pig", "bee", "ant", "owl", "elk"];
const sounds = ["loud", "soft", "high", "low"];

/** 40 passages such as "loud cat"; query i asks for passage i, and passage i + 1 is related. */
export const small: Collection = {
  name: "small",
  passages: {
    ids: Array.from({ length: 40 }, (_, i) => `p${i}`),
    texts: Array.from({ length: 40 }, (_, i) => `${sounds[i % 4]} ${animals[i % 10]} ${i}`),
  },
  queries: {
    ids: Array.from({ length: 12 }, (_, i) => `q${i}`),
    texts: Array.from({ length: 12 }, (_, i) => `a ${sounds[i % 4]} ${animals[i % 10]}`),
  },
  qrels: new Map(
    Array.from({ length: 12 }, (_, i) => [`q${i}`, new Map([[`p${i + 1}`, 1], [`p${i}`, 2]])]),
  ),
  split: {
    train: Int32Array.of(0, 1, 2, 3, 4, 5),
    dev: Int32Array.of(6),
    test: Int32Array.of(7, 8, 9, 10, 11),
  },
};
