/** Students of a teacher beside those without one, where the teacher is one. */
import { mean } from "../../base/mod.ts";
import { encoderLabel, hashOf, type RunResult, teachersRun } from "../../runs/mod.ts";
import { type ComparedMethod, type Comparison, placeOf } from "../comparison.ts";
import { bestMethod, type Pair } from "./evidence.ts";
import { pairOf, usual } from "./of_each.ts";

const selfDistilled = ["adaptive", "adaptive, in-batch (paper)", "distributed (paper)"];

/** The student of a teacher that is best on dev; undefined where there is none. */
function bestStudent({ methods }: Comparison): ComparedMethod | undefined {
  return bestMethod(methods.filter(({ picked }) => picked.config.teacher));
}

/** The run that a student's teacher comes from, among the results of all comparisons. */
function teacherOf(student: ComparedMethod, comparisons: readonly Comparison[]): RunResult | undefined {
  const run = teachersRun(student.picked.config);
  if (!run) return undefined;
  const hash = hashOf(run);
  return comparisons.flatMap(({ methods }) => methods.flatMap(({ searched }) => searched))
    .flatMap(({ results }) => results).find((result) => result.hash === hash);
}

const testMean = (run: RunResult) => mean(run.measures["nDCG@10"]);

/** What a student and its teacher reach on the same test queries; the teacher's is NaN where it was not measured. */
function reached(student: ComparedMethod, comparisons: readonly Comparison[]) {
  const teacher = teacherOf(student, comparisons);
  return {
    student: mean(student.picked.results.map(testMean)),
    teacher: teacher ? testMean(teacher) : NaN,
  };
}

/**
 * The best self-distilled encoder on dev against the best student of a teacher, under the usual conditions, wherever the
 * teacher is better than that student; whose label names the teacher.
 */
export function taughtPairs(comparisons: readonly Comparison[]): Pair[] {
  return comparisons.filter(usual).flatMap((place) => {
    const b = bestStudent(place);
    const a = bestMethod(place.methods.filter(({ label }) => selfDistilled.includes(label)));
    if (!a || !b) return [];
    const { student, teacher } = reached(b, comparisons);
    const taught = { ...b, label: `${b.label}, taught by ${encoderLabel(b.picked.config.teacher!)}` };
    return teacher > student ? pairOf(place, a, taught) : [];
  });
}

/** Why there is no evidence against a teacher. */
export function whyNoTeacher(comparisons: readonly Comparison[]): string {
  const weak = comparisons.filter(usual).flatMap((place) => {
    const best = bestStudent(place);
    if (!best) return [];
    const { student, teacher } = reached(best, comparisons);
    return Number.isNaN(teacher)
      ? [`The teacher of ${best.label} (${placeOf(place)}) was not measured itself.`]
      : [
        `The teacher is none: it reaches ${teacher.toFixed(3)}, and its student by ${best.label} ` +
        `${student.toFixed(3)} (${placeOf(place)}, test nDCG@10).`,
      ];
  });
  return weak.join(" ") || "No student was trained by a teacher.";
}
