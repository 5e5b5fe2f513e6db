/** The learning rate of each method: the one of three that is best on dev with the first seed. A test compares. */
export const pickedRates: Readonly<Record<string, number>> = {
  adaptive: 0.001,
  "adaptive, in-batch (paper)": 0.001,
  "distributed (paper)": 0.001,
  "dual Margin-MSE": 0.0003,
  "in-batch softmax": 0.0003,
  "listwise KL, in-batch": 0.001,
  "Margin-MSE": 0.001,
  "static 0.2": 0.0003,
  "static 0.2, in-batch (paper)": 0.001,
  "static 0.5": 0.001,
  "static 0.5, in-batch (paper)": 0.0003,
  "static 0.8": 0.0001,
  "static 0.8, in-batch (paper)": 0.0003,
};

/** Those on medquad. */
export const medquadRates: Readonly<Record<string, number>> = {
  adaptive: 0.001,
  "adaptive, in-batch (paper)": 0.001,
  "distributed (paper)": 0.001,
  "in-batch softmax": 0.001,
  "static 0.2": 0.0003,
  "static 0.2, in-batch (paper)": 0.001,
  "static 0.5": 0.0003,
  "static 0.8": 0.001,
};
