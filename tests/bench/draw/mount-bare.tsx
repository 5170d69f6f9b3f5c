import { createRoot } from "react-dom/client";
import type { Mount } from "./drawing.ts";

/** A React root with one word in it: what any technique pays in this page before it draws a node. */
export const mountBare: Mount = (root) => {
  createRoot(root).render(<div className="bare">tree</div>);
  return { recolour: () => undefined, fit: () => undefined, zoomClose: () => undefined };
};
