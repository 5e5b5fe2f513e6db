/** What a run is: plain data from which everything else about it follows. */
import { counted, withoutFolder } from "../base/mod.ts";
import { choiceLabel, type CollectionChoice } from "./collections/registry.ts";
import type { LoadOptions, Pooling } from "../encoders/mod.ts";
import type { Sampling } from "../training/mod.ts";
import { NO_ENCODER } from "./encoders/no_encoder.ts";
import { type Method, methodLabel } from "./methods/registry.ts";
import { lengths as defaultLengths } from "./sizes.ts";
import type { TeacherChoice } from "./teachers/teacher_choice.ts";
import type { TripleChoice } from "./triple_choice.ts";

/** How long and how fast is trained. */
export interface TrainingBudget {
  readonly steps: number;
  /** Triples a step. */
  readonly batchSize: number;
  readonly learningRate: number;
  /** Steps of linear warm-up. */
  readonly warmupSteps: number;
  readonly weightDecay: number;
  /** Factor on the learning rate each step. */
  readonly decay: number;
  /** Steps after which the dev queries are searched for; 0 is before the first. */
  readonly validateAt: readonly number[];
  /** Tokens. */
  readonly maxQueryLength: number;
  /** Tokens. */
  readonly maxPassageLength: number;
  /** Share of values that are dropped, inside attention and elsewhere; default none. */
  readonly dropout?: number;
  /** How the triples of a batch are drawn; default random. */
  readonly sampling?: Sampling;
  /** Topics, of topic-aware sampling; default: one for each two batches of queries. */
  readonly topics?: number;
  /** Tokens that go through the encoder at once; default as much as memory allows. */
  readonly chunkTokens?: number;
  /**
   * How dev queries are ranked: by search, by ordering BM25's candidates, or by ordering the candidates that the
   * collection's task hands out, as the reference does; default search.
   */
  readonly validateBy?: "search" | "reranking" | "official";
  /** Ends with the weights of the best validation, rather than with the last ones. */
  readonly keepBest?: KeepBest;
}

/** Which validation is the best, and when to stop waiting for a better one. */
export interface KeepBest {
  /** Any measure that `evaluate` knows, such as `nDCG@10`. */
  readonly measure: string;
  /** Validations without an improvement after which training stops; default: it never stops early. */
  readonly patience?: number;
}

/** Tokens that texts are cut to. */
export interface Lengths {
  readonly maxQueryLength: number;
  readonly maxPassageLength: number;
}

/** How an encoder is used where otherwise than its folder says. */
export type EncoderOptions = Readonly<
  Pick<LoadOptions, "pooling" | "poolerSeed" | "prompts" | "similarity" | "layers" | "precision">
>;

/** How a trained encoder is used in the test search, where otherwise than in its training. */
export interface TestUse extends Partial<Lengths> {
  readonly pooling?: Pooling;
}

/** One run. Everything stored about it is a function of this value and of the sizes of its subset. */
export interface RunConfig {
  readonly collection: CollectionChoice;
  /** What `loadEncoder` takes, or `none` where words alone rank. */
  readonly encoder: string;
  /** The fingerprint of the weights, where the encoder is a folder: its name then says nothing of them. */
  readonly weights?: string;
  /** Default: as its folder says. */
  readonly encoderOptions?: EncoderOptions;
  readonly method: Method;
  /** Of methods that need one. */
  readonly teacher?: TeacherChoice;
  /** Absent where nothing is trained. */
  readonly training?: TrainingBudget;
  /** What is trained on; default the collection's own triples. */
  readonly triples?: TripleChoice;
  /** Share of the negatives that are replaced by other passages relevant to the query, in [0, 1]; default none. */
  readonly falseNegatives?: number;
  /** What is cut in a search where nothing is trained; default that of our runs. A trained encoder keeps its lengths. */
  readonly lengths?: Lengths;
  /** The test search of a trained encoder, where it is used otherwise there; default: as in training. */
  readonly testUse?: TestUse;
  /** Of a trial of another run: the share of that run's steps that it has, in (0, 1). Trials never count in a verdict. */
  readonly scale?: number;
  /** Seeds the order of the training triples. */
  readonly seed: number;
}

/** A run in words: `minilm, adaptive`. */
export function runLabel(config: RunConfig): string {
  const { encoder, method } = config;
  return encoder === NO_ENCODER ? methodLabel(method) : `${encoderLabel(config)}, ${methodLabel(method)}`;
}

/** An encoder as tables print it: its name, a hub id, or its folder's name; and how it is used: `minilm (2 layers)`. */
export function encoderLabel(
  { encoder, encoderOptions = {} }: Pick<RunConfig, "encoder" | "encoderOptions">,
): string {
  const name = withoutFolder(encoder);
  const { layers, pooling, poolerSeed, similarity, prompts } = encoderOptions;
  const used = [
    layers === undefined ? "" : counted(layers, "layer"),
    pooling ?? "",
    poolerSeed === undefined ? "" : `pooler seed ${poolerSeed}`,
    similarity ?? "",
    prompts === undefined ? "" : "own prompts",
  ].filter((words) => words !== "");
  return used.length === 0 ? name : `${name} (${used.join(", ")})`;
}

/** The lengths that a run's texts are cut to in its searches, but for a test search that has its own. */
export function searchLengths({ training, lengths = defaultLengths }: RunConfig): Lengths {
  const { maxQueryLength, maxPassageLength } = training ?? lengths;
  return { maxQueryLength, maxPassageLength };
}

/** The lengths that texts are cut to in the test search. */
export function testLengths(config: RunConfig): Lengths {
  const { maxQueryLength, maxPassageLength } = { ...searchLengths(config), ...config.testUse };
  return { maxQueryLength, maxPassageLength };
}

/**
 * The name of what is searched: `wordnet`, or the part's own, `wordnet-laptop`. A trial says so here, so that no table or
 * figure puts it beside runs in full: `wordnet-laptop, trial with 1 % of the steps`.
 */
export function collectionLabel({ collection, scale }: RunConfig): string {
  const label = choiceLabel(collection);
  return scale === undefined
    ? label
    : `${label}, trial with ${Number((100 * scale).toPrecision(3))} % of the steps`;
}
