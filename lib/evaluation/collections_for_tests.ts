/** Invented collections for the tests of what is shown on evaluation: plausible in shape, and nothing that was measured. */
import { generator, type Qrels, type Run } from "../base/mod.ts";
import type { JudgedCollection } from "./judged_collection.ts";

/** Better systems have less noise; "new" finds passages that nobody judged. */
const systems = [["BM25", 2.4], ["TAS-B", 1.2], ["ADA2", 1.1], ["new", 1]] as const;

/** Two collections of 15 queries with 60 passages each, of which half are judged, by four systems. */
export function inventedCollections(): JudgedCollection[] {
  return ["DL 2019", "DL 2020"].map((name, year) => {
    const random = generator(7 + year);
    const qrels: Qrels = new Map();
    const relevance = new Map<string, number[]>();
    for (let q = 0; q < 15; q++) {
      const grades = Array.from({ length: 60 }, () => Math.max(0, Math.round(random.normal() * 1.4)));
      relevance.set(`q${q}`, grades);
      qrels.set(`q${q}`, new Map(grades.flatMap((grade, i) => i % 2 ? [[`p${i}`, Math.min(3, grade)]] : [])));
    }
    return {
      name,
      qrels,
      systems: systems.map(([name, noise]) => ({
        name,
        run: new Map([...relevance].map(([query, grades]) => {
          const scored = grades.map((grade, i) => {
            const unjudged = name === "new" && i % 2 === 0 ? 1 : 0;
            return { id: `p${i}`, score: Math.round((grade + unjudged + noise * random.normal()) * 50) / 50 };
          }).sort((a, b) => b.score - a.score).slice(0, name === "new" ? 50 : 40);
          return [query, {
            ids: scored.map(({ id }) => id),
            scores: Float64Array.from(scored, (s) => s.score),
          }];
        })) as Run,
      })),
    };
  });
}
