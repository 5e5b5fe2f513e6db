/// <reference lib="dom" />
/** What stands in a view once its data are there. */
import { element } from "./element.ts";

/** A text that takes a while to compute: what is there is shown before. */
export function afterPaint(text: () => string): HTMLElement {
  const place = element("span", {}, "…");
  setTimeout(() => place.textContent = text(), 50);
  return place;
}

/** An element that fills itself, and says so where it cannot. */
export function later(content: Promise<HTMLElement>): HTMLElement {
  const place = element("div", { class: "later", "aria-busy": "true" });
  content.then(
    (made) => place.replaceChildren(made),
    (error: Error) => place.replaceChildren(element("p", { class: "note", role: "alert" }, error.message)),
  ).finally(() => place.removeAttribute("aria-busy"));
  return place;
}
