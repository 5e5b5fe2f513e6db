/**
 * What a figure is: plain data that plotly draws, in a notebook as in a file.
 */

/** One plotly trace; the fields are plotly's own. */
export interface Trace {
  type?: "scatter" | "bar" | "heatmap";
  name?: string;
  x?: ArrayLike<number> | readonly string[];
  y?: ArrayLike<number> | readonly string[];
  [field: string]: unknown;
}

/** A plotly layout; the fields are plotly's own. `width` and `height` are pixels. */
export interface Layout {
  width: number;
  height: number;
  [field: string]: unknown;
}

/** A figure: plotly's `data` and `layout`, without functions, so that it survives JSON. */
export interface Figure {
  data: Trace[];
  layout: Layout;
}
