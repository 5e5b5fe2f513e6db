/**
 * Adam's update of one parameter (Kingma & Ba 2015): in one pass by TensorFlow's own operation, or by several of tfjs.
 *
 *     m = beta1 m + (1 - beta1) g,  v = beta2 v + (1 - beta2) g^2,  p = decay p - rate m / (sqrt(v) + epsilon)
 */
import type { Tensor, Variable } from "@tensorflow/tfjs";
import { engine, tf } from "./engine.ts";
import { native, nativeEffect } from "./native.ts";

/** A tensor whose values change in place. */
export interface MutableTensor {
  readonly shape: number[];
  data(): Promise<Float32Array | Int32Array | Uint8Array>;
  assign(value: Tensor): void;
}

export interface AdamUpdate {
  readonly beta1: number;
  readonly beta2: number;
  /** Learning rate with the bias corrections, as is `epsilon`. */
  readonly rate: number;
  readonly epsilon: number;
  /** Factor on the parameter before the update: 1 without weight decay. */
  readonly decay: number;
}

/** The moments of one parameter. */
export interface AdamState {
  /** m */
  readonly first: MutableTensor;
  /** v */
  readonly second: MutableTensor;
  /** Updates the parameter and the moments. */
  update(gradient: Tensor, options: AdamUpdate): void;
  dispose(): void;
}

/** Starts with moments of zero. */
export function makeAdamState(parameter: Variable): AdamState {
  return engine.backend === "tensorflow" ? nativeState(parameter) : portableState(parameter);
}

function portableState(parameter: Variable): AdamState {
  const zeros = tf.zerosLike(parameter as Tensor);
  const [first, second] = [tf.variable(zeros, false), tf.variable(zeros, false)];
  zeros.dispose();
  return {
    first,
    second,
    update(gradient, { beta1, beta2, rate, epsilon, decay }) {
      tf.tidy(() => {
        const m = tf.add(tf.mul(first as Tensor, beta1), tf.mul(gradient, 1 - beta1));
        const v = tf.add(tf.mul(second as Tensor, beta2), tf.mul(tf.square(gradient), 1 - beta2));
        const change = tf.mul(tf.div(m, tf.add(tf.sqrt(v), epsilon)), rate);
        first.assign(m);
        second.assign(v);
        parameter.assign(tf.sub(decayed(parameter, decay), change));
      });
    },
    dispose() {
      tf.dispose([first, second]);
    },
  };
}

function nativeState(parameter: Variable): AdamState {
  const [value, first, second] = [0, 1, 2].map(() => makeResource(parameter.shape));
  tf.tidy(() => {
    first.assign(tf.zeros(parameter.shape));
    second.assign(tf.zeros(parameter.shape));
  });
  return {
    first,
    second,
    update(gradient, { beta1, beta2, rate, epsilon, decay }) {
      tf.tidy(() => {
        value.assign(decayed(parameter, decay));
        // beta powers of zero turn TensorFlow's bias correction off: `rate` and `epsilon` include it already.
        const numbers = [0, 0, rate, beta1, beta2, epsilon].map((number) => tf.scalar(number));
        const inputs = [value.handle, first.handle, second.handle, ...numbers, gradient];
        nativeEffect("ResourceApplyAdam", inputs, { T: "float", use_locking: false, use_nesterov: false });
        parameter.assign(value.read());
      });
    },
    dispose() {
      for (const resource of [value, first, second]) resource.dispose();
    },
  };
}

function decayed(parameter: Variable, decay: number): Tensor {
  return decay === 1 ? parameter as Tensor : tf.mul(parameter as Tensor, decay);
}

/** TensorFlow's own variable, which its operations change in place. */
interface Resource extends MutableTensor {
  readonly handle: Tensor;
  /** Shares the variable's memory until that changes. */
  read(): Tensor;
  dispose(): void;
}

let resources = 0;

function makeResource(shape: number[]): Resource {
  const shared_name = `kit-${++resources}`;
  const handle = tf.keep(native("VarHandleOp", [], { container: "", shared_name, dtype: "float", shape }));
  const read = () => native("ReadVariableOp", [handle], { dtype: "float" });
  return {
    shape,
    handle,
    read,
    assign(value) {
      nativeEffect("AssignVariableOp", [handle, value], { dtype: "float" });
    },
    async data() {
      const values = read();
      const data = await values.data();
      values.dispose();
      return data;
    },
    dispose() {
      nativeEffect("DestroyResourceOp", [handle], { ignore_lookup_error: true });
      handle.dispose();
    },
  };
}
