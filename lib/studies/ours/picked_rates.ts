/** The learning rate of each method: the one of three that is best on dev with the first seed. A test compares. */
export const pickedRates: Readonly<Record<string, number>> = {};
