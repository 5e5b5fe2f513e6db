/** The loss of a scene, its slopes along the circle, and a step down. */
import { type Tensor, type Tensor2D, tf } from "../../engine/mod.ts";
import { marginTable } from "../../losses/mod.ts";
import { type Role, roles, type Scene, turned } from "./scene.ts";

export interface Evaluation {
  readonly loss: number;
  /** Of each role, `B` numbers: the change of the loss per radian that the point turns counter-clockwise. */
  readonly slopes: Readonly<Record<Role, readonly number[]>>;
  /** `B` rows of one number, or of `B` where the loss compares each query with every negative. */
  readonly margins: readonly (readonly number[])[];
  /** As margins; undefined where the loss has no target. */
  readonly targets?: readonly (readonly number[])[];
}

const DEGREE = Math.PI / 180;

/** Evaluates the loss and its gradients with the library's code. */
export function evaluate({ triples, kind, settings }: Scene): Evaluation {
  return tf.tidy(() => {
    const teacher = triples.map((triple) => triple.teacher);
    const points = roles.map((role) => onCircle(triples.map((triple) => triple[role])));
    const loss = kind.loss(settings, teacher);
    const { value, grads } = tf.valueAndGrads((q, p, n) => loss(q as Tensor2D, p as Tensor2D, n as Tensor2D))(
      points,
    );
    // A point (cos a, sin a) moves along (-sin a, cos a).
    const slopes = grads.map((gradient, i) => {
      const slope = gradient.dataSync();
      const at = points[i].dataSync();
      return triples.map((_, k) => slope[2 * k + 1] * at[2 * k] - slope[2 * k] * at[2 * k + 1]);
    });
    const [q, p, n] = points;
    const compared = kind.compares?.(settings, teacher);
    const { margins, targets } = marginTable(q, p, n, compared ?? { target: 0 });
    return {
      loss: value.dataSync()[0],
      slopes: Object.fromEntries(roles.map((role, i) => [role, slopes[i]])) as Record<Role, number[]>,
      margins: rowsOf(margins),
      ...(compared && { targets: rowsOf(targets) }),
    };
  });
}

/** The scene after one step of gradient descent: each point against its slope. */
export function descended(scene: Scene, { slopes }: Evaluation): Scene {
  const { rate } = scene.settings;
  return {
    ...scene,
    triples: scene.triples.map((triple, i) => ({
      ...triple,
      ...Object.fromEntries(
        roles.map((role) => [role, turned(triple[role] - rate * slopes[role][i] / DEGREE)]),
      ),
    })),
  };
}

/** Whether a step would move no point by a hundredth of a degree. */
export function isSettled({ settings: { rate } }: Scene, { slopes }: Evaluation): boolean {
  return roles.every((role) => slopes[role].every((slope) => Math.abs(rate * slope) < 0.01 * DEGREE));
}

/** Unit vectors, `[B, 2]`. */
function onCircle(angles: readonly number[]): Tensor2D {
  return tf.tensor2d(angles.map((angle) => [Math.cos(angle * DEGREE), Math.sin(angle * DEGREE)]));
}

function rowsOf(table: Tensor): number[][] {
  const [rows, columns = 1] = table.shape;
  return tf.reshape(table, [rows, columns]).arraySync() as number[][];
}
