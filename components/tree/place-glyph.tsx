import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import type { Place } from "./index-tree.ts";
import { kindOf } from "./look-of-node.ts";

/** The glyph of a place beside its name: by label for a node, unknown for what has none. */
export function PlaceGlyph({ place, threshold }: { place: Place | undefined; threshold: number }) {
  if (place?.kind !== "node") return <ValueGlyph value={null} threshold={threshold} isUnknown />;
  const kind = kindOf(place.node, place.role);
  return (
    <ValueGlyph
      value={place.node.value}
      threshold={threshold}
      isUnknown={kind !== "positive" && kind !== "negative"}
    />
  );
}
