/** Teachers: training one on a collection, and ranking with it. Apart from `runs/mod.ts`, as it loads the tensor engine. */
export { rerankCandidates } from "./rerank_candidates.ts";
export { type TeacherCost, type TrainedTeacher } from "./kept_teacher.ts";
export { trainTeacher, type TrainTeacherOptions } from "./train_teacher.ts";
