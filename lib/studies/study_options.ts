/** What a study is written with. */
import type {
  DrawnTriples,
  EncoderOptions,
  Method,
  PartSizes,
  TeacherChoice,
  TestUse,
  TrainingBudget,
} from "../runs/mod.ts";

/** A value, or several that the grid goes over. */
export type OneOrMore<T> = T | readonly T[];

type Varied<Fields extends keyof TrainingBudget> = {
  readonly [Field in Fields]?: OneOrMore<NonNullable<TrainingBudget[Field]>>;
};

/** Training, of which nearly every field may be several values. */
export interface TrainingGrid extends
  Varied<
    | "steps"
    | "warmupSteps"
    | "weightDecay"
    | "decay"
    | "maxQueryLength"
    | "maxPassageLength"
    | "dropout"
    | "sampling"
  >,
  Varied<"chunkTokens" | "topics" | "validateBy" | "keepBest"> {
  /** Passes over the pairs of queries and relevant passages, instead of steps. */
  readonly epochs?: OneOrMore<number>;
  readonly batchSize: OneOrMore<number>;
  readonly learningRate: OneOrMore<number>;
  /** Validations at equal distances, the one before training and the one at the end included; default 5. */
  readonly validations?: number;
  /** Steps between two validations, instead of their number. */
  readonly validateEvery?: number;
  /** The steps after which is validated, instead of their number; 0 is before training. */
  readonly validateAt?: readonly number[];
}

/** A part of a collection that has no name there. */
export interface CollectionPart {
  /** A registered collection or a folder in BEIR's layout; with a subset after `#`, its queries. */
  readonly collection: string;
  /** What the part is called: tables print `COLLECTION-NAME`. */
  readonly name: string;
  readonly sizes: PartSizes;
}

/** An encoder that is used otherwise than its folder says. */
export interface EncoderUse extends EncoderOptions {
  readonly encoder: string;
}

export interface StudyOptions {
  /** As reports print it. */
  readonly name: string;
  /**
   * What is searched: a registered collection or a folder in BEIR's layout, with a subset after `#`: `wordnet#laptop`,
   * `./my-collection#part`. Without one, the whole.
   */
  readonly collections: readonly (string | CollectionPart)[];
  /** What `loadEncoder` takes: names, hub ids, folders. */
  readonly encoders: readonly (string | EncoderUse)[];
  readonly methods: readonly Method[];
  /**
   * What is trained on: files of triples; a list that the collection publishes besides its own, by its name
   * (`qidpidtriples.train.full` of MS MARCO, whose own is `qidpidtriples.train.full.2`); or how negatives are drawn for
   * the positives of the train queries (from the ranks 1 to 50 of BM25, one each, where nothing else is said). Default:
   * the collection's own.
   */
  readonly triples?: OneOrMore<string | Partial<DrawnTriples>>;
  /** Share of the negatives that are replaced by other passages relevant to the query, in [0, 1]; default none. */
  readonly falseNegatives?: OneOrMore<number>;
  /**
   * Of the methods that need one: `minilm-softmax` or `minilm-cross`, which are trained on first need, or any cross-encoder or encoder; with the
   * mean and spread that its margins are scaled to.
   */
  readonly teacher?: string | Pick<TeacherChoice, "encoder" | "margins">;
  /** Of the methods that train. */
  readonly training: TrainingGrid;
  /** How trained encoders are used in the test search, where otherwise than in training. */
  readonly testUse?: TestUse;
  /** Each seeds the order of the triples, and what is dropped. */
  readonly seeds: readonly number[];
}
