/** The colours of public systems, the same in all figures. */

/** Colours by a system's name in print; lexical systems in greys. */
const systemColours: Readonly<Record<string, string>> = {
  "BM25": "#636363",
  "BM25+RM3": "#949494",
  "TAS-B": "#0072B2",
  "ADA2": "#D55E00",
  "SPLADE++ED": "#009E73",
  "RepLLaMA": "#AA3F8C",
};

const OTHER_COLOUR = "#E69F00";

/** The colour of a system, the same in all figures. */
export function systemColour(name: string): string {
  return Object.hasOwn(systemColours, name) ? systemColours[name] : OTHER_COLOUR;
}
