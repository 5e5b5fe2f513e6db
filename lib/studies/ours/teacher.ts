/** The bi-encoder that teaches, at two learning rates. Its number on the test queries says whether it is a teacher. */
import { teacherNamed } from "../../runs/mod.ts";
import { study } from "../study.ts";
import { collections, rates } from "./setting.ts";

const entry = teacherNamed("minilm-softmax");
if (entry.kind !== "bi-encoder") throw new TypeError(`${entry.name} comes from no run`);

export default study({
  name: "teacher",
  collections,
  encoders: [entry.run.encoder],
  methods: [entry.run.method],
  training: { ...entry.run.training, learningRate: rates.slice(0, 2) },
  seeds: [entry.run.seed],
});
