import { ChevronRight } from "lucide-react";
import { Fragment } from "react";
import { classNames } from "@/components/ui/class-names.ts";
import { Kbd } from "@/components/ui/kbd.tsx";
import { ValueGlyph } from "@/components/ui/value-glyph.tsx";
import { toNumber } from "@/lib/core/fraction.ts";
import { ancestorPaths, type Path } from "@/lib/core/path.ts";
import { rootValue } from "./explain-credit.ts";
import { formatValue } from "./format-value.ts";
import { nameOf, type TreeIndex } from "./index-tree.ts";
import { PlaceGlyph } from "./place-glyph.tsx";

const keys: readonly [string, string][] = [
  ["h l", "parent, child"],
  ["j k", "sibling"],
  ["o", "override a leaf"],
  ["d", "difference"],
  ["?", "all keys"],
];

type BreadcrumbsProps = { index: TreeIndex; selected: Path; onSelect: (path: Path) => void };

/** The way from the question to the selected node, each step a button. */
export function Breadcrumbs({ index, selected, onSelect }: BreadcrumbsProps) {
  const { threshold } = index.tree;
  const way = selected === "" ? [] : [...ancestorPaths(selected), selected];
  const root = rootValue(index);
  const look = (path: Path): string =>
    classNames(
      "flex items-center gap-1.5 rounded-[6px] px-[7px] py-[3px] whitespace-nowrap hover:bg-sunken pointer-coarse:min-h-11",
      path === selected && "bg-accentbg font-[620]",
    );
  return (
    <div className="border-line bg-surface text-small flex h-10 shrink-0 items-center gap-4 border-t px-3 max-md:h-11 md:px-4">
      <nav aria-label="Path" className="flex min-w-0 items-center gap-1 overflow-x-auto">
        <button type="button" className={look("")} onClick={() => onSelect("")}>
          <ValueGlyph value={root.value === null ? null : toNumber(root.value)} threshold={threshold} />
          Question <span className="text-ink2">{root.text ?? ""}</span>
        </button>
        {way.map((path) => {
          const place = index.places.get(path);
          return (
            <Fragment key={path}>
              <ChevronRight aria-hidden size={12} className="text-ink3 shrink-0" />
              <button
                type="button"
                className={look(path)}
                onClick={() => onSelect(path)}
                aria-current={path === selected ? "true" : undefined}
              >
                <PlaceGlyph place={place} threshold={threshold} />
                {nameOf(place)}
                {place?.kind === "node" && !place.role.isLeaf && (
                  <span className="text-ink2">{formatValue(place.node) ?? "–"}</span>
                )}
              </button>
            </Fragment>
          );
        })}
      </nav>
      <span className="flex-1" />
      <span className="text-ink2 flex items-center gap-3.5 whitespace-nowrap max-lg:hidden">
        {keys.map(([names, meaning]) => (
          <span key={names} className="flex items-center gap-1">
            {names.split(" ").map((key) => (
              <Kbd key={key}>{key}</Kbd>
            ))}
            {meaning}
          </span>
        ))}
      </span>
    </div>
  );
}
