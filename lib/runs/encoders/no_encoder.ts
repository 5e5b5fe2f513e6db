/** What stands for an encoder where words alone rank. */
export const NO_ENCODER = "none";
