/** What passages that nobody judged do to a comparison of systems. */
import { percent, type Qrels, type Run, signed } from "../base/mod.ts";
import { evaluator, rankOrder } from "../metrics/mod.ts";
import { kendallTau } from "../statistics/mod.ts";
import { commonDepth, cutRun, type JudgedCollection } from "./evaluation_collections.ts";
import { dotFigure } from "./evaluation_dots.ts";
import type { Figure } from "./figure.ts";
import { enumerated, list, type TableRow } from "../report/mod.ts";

const DEPTH = 10;
const FULL = `nDCG@${DEPTH}`;
const CONDENSED = `nDCG(judged_only=True)@${DEPTH}`;
const BPREF = "Bpref(rel=2)";
/** The measures that treat unjudged passages unlike each other, the first as not relevant. */
export const unjudgedMeasures = [FULL, CONDENSED, BPREF] as const;
const MEASURES = [...unjudgedMeasures, `Judged@${DEPTH}`, "Judged@100"];

/** A system by each measure. */
export interface UnjudgedRow {
  readonly system: string;
  /** Values by measure. */
  readonly means: Readonly<Record<string, number>>;
  /** The same, had nobody judged what this system alone has among its first ten. */
  readonly unpooled: Readonly<Record<string, number>>;
  /** Judgements lost by that. */
  readonly lost: number;
  /** Place by measure among all systems, 1 the best, and the same after that loss. */
  readonly places: Readonly<Record<string, number>>;
  readonly unpooledPlaces: Readonly<Record<string, number>>;
}

export interface Unjudged {
  readonly collection: string;
  readonly rows: readonly UnjudgedRow[];
  /** Kendall's tau of the systems' order by a measure with that by nDCG@10. */
  readonly tau: Readonly<Record<string, number>>;
}

/**
 * Measures systems with and without regard to unjudged passages, and as if each had come after the judging.
 *
 * A system that came after the judging has passages among its first ten that nobody judged. To see what that costs, the
 * judgements of those passages that it alone of all systems here has among its first ten are taken away (Zobel 1998),
 * and it is measured again; the others' first ten stay judged. Rankings are cut at the depth that all systems reach.
 */
export function unjudgedEffects(collection: JudgedCollection): Unjudged {
  const { name, qrels } = collection;
  const depth = commonDepth(collection);
  const systems = collection.systems.map(({ name, run }) => ({ name, run: cutRun(run, depth) }));
  const evaluate = evaluator(qrels, { measures: MEASURES });
  const means = systems.map(({ run }) => evaluate(run).means);
  const place = (values: readonly Record<string, number>[], i: number) =>
    Object.fromEntries(
      unjudgedMeasures.map((measure) => [
        measure,
        1 + values.filter((other) => other[measure] > values[i][measure]).length,
      ]),
    );
  const rows = systems.map(({ name, run }, i) => {
    const others = systems.filter((_, j) => j !== i).map(({ run }) => run);
    const { qrels: fewer, lost } = withoutOwn(qrels, run, others);
    const unpooledAll = systems.map(({ run }) =>
      evaluator(fewer, { measures: MEASURES, queries: evaluate(run).queries })(run).means
    );
    return {
      system: name,
      means: means[i],
      unpooled: unpooledAll[i],
      lost,
      places: place(means, i),
      unpooledPlaces: place(unpooledAll, i),
    };
  });
  const tau = Object.fromEntries(unjudgedMeasures.map((measure) => [
    measure,
    kendallTau(means.map((each) => each[FULL]), means.map((each) => each[measure])),
  ]));
  return { collection: name, rows, tau };
}

/** Judgements without those of passages that one run has among its first ten and no other has. */
export function withoutOwn(qrels: Qrels, run: Run, others: readonly Run[]): { qrels: Qrels; lost: number } {
  let lost = 0;
  const fewer = [...qrels].map(([query, grades]): [string, Map<string, number>] => {
    const found = new Set(others.flatMap((other) => first(other, query)));
    const own = new Set(first(run, query).filter((id) => !found.has(id) && grades.has(id)));
    lost += own.size;
    return [query, new Map([...grades].filter(([id]) => !own.has(id)))];
  });
  return { qrels: new Map(fewer), lost };
}

/** Two collections or more: nDCG@10 with unjudged passages as not relevant, and with them left out. */
export function condensedFigure(all: readonly Unjudged[]): Figure {
  const rows = all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means }) => ({ panel: collection, system, values: [means[FULL], means[CONDENSED]] }))
  );
  return dotFigure(rows, {
    title: "Unjudged passages: not relevant, or left out?",
    subtitle: `${FULL} of the ranking, and of the ranking without its unjudged passages`,
    x: FULL,
    marks: [{ name: "unjudged is not relevant", symbol: "circle" }, {
      name: "unjudged is left out",
      symbol: "circle-open",
    }],
  });
}

/** What each system would lose, had it come after the judging. */
export function unpooledFigure(all: readonly Unjudged[]): Figure {
  const rows = all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means, unpooled }) => ({
      panel: collection,
      system,
      values: [means[FULL], unpooled[FULL], unpooled[CONDENSED]],
    }))
  );
  return dotFigure(rows, {
    title: "Had a system come after the judging",
    subtitle: "without the judgements of what it alone has among its first ten",
    x: FULL,
    marks: [
      { name: "all judgements", symbol: "circle" },
      { name: "without its own", symbol: "circle-open" },
      { name: "without its own, unjudged left out", symbol: "diamond-open" },
    ],
  });
}

/** A row for each system. */
export function unjudgedRows(all: readonly Unjudged[]): TableRow[] {
  return all.flatMap(({ collection, rows }) =>
    rows.map(({ system, means, places, lost }) => ({
      collection,
      system,
      [`Judged@${DEPTH}`]: means[`Judged@${DEPTH}`],
      "Judged@100": means["Judged@100"],
      [FULL]: means[FULL],
      place: places[FULL],
      [`${FULL}, judged only`]: means[CONDENSED],
      "place ": places[CONDENSED],
      [BPREF]: means[BPREF],
      "place  ": places[BPREF],
      "judged by it alone": lost,
    }))
  );
}

/** Whether the order of systems hangs on how unjudged passages count, as Markdown. */
export function unjudgedFindings(all: readonly Unjudged[]): string {
  const lines = all.map(({ collection, rows, tau }) => {
    const byJudged = [...rows].sort((a, b) => a.means[`Judged@${DEPTH}`] - b.means[`Judged@${DEPTH}`]);
    const [least, most] = [byJudged[0], byJudged.at(-1)!];
    const gain = [...rows].sort((a, b) => gained(b) - gained(a));
    const moved = (measure: string) => {
      const systems = rows.filter(({ places }) => places[measure] !== places[FULL]);
      return systems.length
        ? `${
          enumerated(systems.map(({ system, places }) =>
            `${system} from ${places[FULL]} to ${places[measure]}`
          ))
        } (tau ${tau[measure].toFixed(2)})`
        : "none (tau 1)";
    };
    return `**${collection}**: of the first ten of ${least.system} ${
      share(least)
    } are judged, of ${most.system} ${share(most)}. Without the unjudged ones ${gain[0].system} gains most (${
      signed(gained(gain[0]))
    }), ${gain.at(-1)!.system} least (${signed(gained(gain.at(-1)!))}). Places that change: ${
      moved(CONDENSED)
    } by judged passages only; ${moved(BPREF)} by ${BPREF}.`;
  });
  const late = all.map(({ collection, rows }) => {
    const hit = [...rows].sort((a, b) => dropped(b) - dropped(a))[0];
    const fell = rows.filter(({ places, unpooledPlaces }) => unpooledPlaces[FULL] > places[FULL]);
    const over = rows.filter(({ means, unpooled }) => unpooled[CONDENSED] > means[CONDENSED]);
    const moved = rows.filter(({ places, unpooledPlaces }) =>
      unpooledPlaces[CONDENSED] !== places[CONDENSED]
    );
    return `**${collection}, had a system come after the judging**: ${hit.system} would lose most, ${
      dropped(hit).toFixed(3)
    } of ${FULL} with ${hit.lost} judgements. ${
      fell.length
        ? `A lower place for no other reason: ${
          enumerated(
            fell.map(({ system, places, unpooledPlaces }) =>
              `${system} (${places[FULL]} to ${unpooledPlaces[FULL]})`
            ),
          )
        }`
        : "None would change its place"
    }. With unjudged passages left out, ${
      moved.length
        ? enumerated(moved.map(({ system, places, unpooledPlaces }) =>
          `${system} would go from place ${places[CONDENSED]} to ${unpooledPlaces[CONDENSED]}`
        ))
        : "all would keep their places"
    }, and ${over.length} of ${rows.length} would get more than with all judgements.`;
  });
  return list([...lines, ...late]);
}

/** What a system gains where unjudged passages are left out. */
export function gained({ means }: UnjudgedRow): number {
  return means[CONDENSED] - means[FULL];
}

/** What a system would lose had it come after the judging. */
export function dropped({ means, unpooled }: UnjudgedRow): number {
  return means[FULL] - unpooled[FULL];
}

function first(run: Run, query: string): string[] {
  const ranking = run.get(query);
  if (!ranking) return [];
  return Array.from(rankOrder(ranking.ids, ranking.scores).subarray(0, DEPTH), (i) => ranking.ids[i]);
}

function share({ means }: UnjudgedRow): string {
  return percent(means[`Judged@${DEPTH}`]);
}
