/** What a view is: options in, an element out. */
import type { Changes } from "./address.ts";
import type { Library } from "./library.ts";

export interface ViewContext {
  readonly library: Library;
  readonly options: URLSearchParams;
  /** Changes options, and shows the view again. */
  change(changes: Changes): void;
  /** Changes options in the address alone, where the view shows the change itself. */
  note(changes: Changes): void;
}

export interface View {
  /** In the address. */
  readonly name: string;
  /** On the tab. */
  readonly title: string;
  show(context: ViewContext): HTMLElement;
}
