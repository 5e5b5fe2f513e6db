/**
 * The boxes of SVG elements, which jsdom does not know for want of a layout.
 *
 * Text is measured by a fixed table of widths and not by this machine's fonts, so that a figure is the same, byte
 * for byte, on every machine. The widths are DejaVu Sans's, which Verdana shares within a few per cent: between
 * them (both are in the theme's font list) Linux, macOS and Windows show what was measured.
 */

/** Advance widths of DejaVu Sans for U+0020 to U+007E, in thousandths of the font size. */
// deno-fmt-ignore
const WIDTHS = [
  318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636,
  636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632,
  575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685,
  611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579,
  278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
];
/** The rest: Greek, dashes, arrows, accented letters. */
const OTHER_WIDTH = 640;
const BOLD = 1.12;
const ASCENT = 0.93;
const DESCENT = 0.24;

/** The part of a DOM element that is used here; the DOM's own types are not loaded in this project. */
export interface Shape {
  readonly tagName: string;
  readonly children: Iterable<Shape>;
  readonly parentElement: Shape | null;
  readonly textContent: string | null;
  readonly style?: { fontSize: string; fontWeight: string; textAnchor: string };
  getAttribute(name: string): string | null;
  querySelector(selector: string): Shape | null;
  querySelectorAll(selector: string): Iterable<Shape>;
  matches(selector: string): boolean;
  append(child: Shape): void;
  remove(): void;
}

/** A box as left, top, right, bottom; empty where left > right. */
export type Box = [number, number, number, number];
const EMPTY: Box = [Infinity, Infinity, -Infinity, -Infinity];

/** A box as the DOM tells it. */
export function asRect([left, top, right, bottom]: Box) {
  if (left > right) [left, top, right, bottom] = [0, 0, 0, 0];
  return { x: left, y: top, left, top, right, bottom, width: right - left, height: bottom - top };
}

function union(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])];
}

/** The box of an element in its own coordinates: exact for groups, rectangles and text, empty for paths. */
export function bounds(element: Shape): Box {
  const number = (name: string) => Number(element.getAttribute(name) ?? 0) || 0;
  switch (element.tagName.toLowerCase()) {
    case "text":
      return textBounds(element);
    case "rect":
    case "image":
      return [number("x"), number("y"), number("x") + number("width"), number("y") + number("height")];
    case "g":
    case "svg":
      return [...element.children].reduce(
        (box, child) => union(box, transformed(bounds(child), child)),
        EMPTY,
      );
    default:
      return EMPTY;
  }
}

/** The box of an element in the coordinates of its page. */
export function boundsOnPage(element: Shape): Box {
  let box = bounds(element);
  if (box[0] > box[2]) box = [0, 0, 0, 0];
  for (let at: Shape | null = element; at; at = at.parentElement) box = transformed(box, at);
  return box;
}

/** The box after the element's own `transform`: `translate` and `rotate`, which is all that plotly writes. */
function transformed(box: Box, element: Shape): Box {
  const steps = [...(element.getAttribute("transform") ?? "").matchAll(/(translate|rotate)\(([^)]*)\)/g)];
  return steps.reverse().reduce((moved, [, kind, list]) => {
    const [a = 0, b = 0, c = 0] = list.split(/[\s,]+/).map(Number);
    if (moved[0] > moved[2]) return moved;
    if (kind === "translate") return [moved[0] + a, moved[1] + b, moved[2] + a, moved[3] + b];
    const [cos, sin] = [Math.cos(a * Math.PI / 180), Math.sin(a * Math.PI / 180)];
    const corners = [[0, 1], [0, 3], [2, 1], [2, 3]].map(([i, j]) => {
      const [x, y] = [moved[i] - b, moved[j] - c];
      return [b + x * cos - y * sin, c + x * sin + y * cos];
    });
    return corners.reduce<Box>((box, [x, y]) => union(box, [x, y, x, y]), EMPTY);
  }, box);
}

function textBounds(text: Shape): Box {
  const size = fontSize(text);
  const lines = [...text.querySelectorAll("tspan.line")];
  const widths = (lines.length ? lines : [text]).map(textWidth);
  const width = Math.max(...widths);
  const anchor = text.getAttribute("text-anchor") ?? text.style?.textAnchor;
  const x = (Number(text.getAttribute("x")) || 0) -
    width * (anchor === "middle" ? 0.5 : anchor === "end" ? 1 : 0);
  const y = Number(text.getAttribute("y")) || 0;
  return [x, y - ASCENT * size, x + width, y + DESCENT * size + (widths.length - 1) * 1.3 * size];
}

/** Pixels of a line of text. */
export function textWidth(element: Shape): number {
  const bold = /^(bold|[6-9]00)$/.test(element.style?.fontWeight ?? "") ||
    element.querySelector('[style*="bold"]') !== null;
  let thousandths = 0;
  for (const letter of element.textContent ?? "") {
    thousandths += WIDTHS[letter.codePointAt(0)! - 32] ?? OTHER_WIDTH;
  }
  return thousandths / 1000 * fontSize(element) * (bold ? BOLD : 1);
}

function fontSize(element: Shape): number {
  for (let at: Shape | null = element; at; at = at.parentElement) {
    const size = parseFloat(at.style?.fontSize ?? "");
    if (size > 0 && !at.matches("tspan[dy]:not(.line)")) return size;
  }
  return 12;
}
