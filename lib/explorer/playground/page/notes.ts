/// <reference lib="dom" />
/** What the page leaves out, and why. */
import { element } from "../../page/element.ts";
import { leftOut } from "../loss_kind.ts";

export function notes(): HTMLElement {
  return element(
    "section",
    {},
    element(
      "p",
      { class: "note" },
      "Points move freely here. The texts of an encoder share its weights, so that one cannot move without the others, " +
        "and they have hundreds of dimensions to move in. Loss and slopes are computed in this page by the code that trains.",
    ),
    element(
      "details",
      {},
      element("summary", {}, "What is left out"),
      element("ul", {}, ...leftOut.map(([what, why]) => element("li", {}, `${what}: ${why}.`))),
    ),
  );
}
