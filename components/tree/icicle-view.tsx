"use client";
import { useEffect, useMemo, useRef, type MouseEvent } from "react";
import { useStable } from "@/components/ui/use-stable.ts";
import { ancestorPaths, depthOf, type Path } from "@/lib/core/path.ts";
import { layOutIcicle } from "@/lib/draw/icicle.ts";
import { drawNode, type DrawnNode } from "./draw-node.ts";
import { IcicleCell } from "./icicle-cell.tsx";
import type { TreeIndex } from "./index-tree.ts";
import { useSize } from "./use-size.ts";

type IcicleViewProps = {
  index: TreeIndex;
  selected: Path;
  /** The subtree that fills the picture; "" is the whole tree. */
  focus: Path;
  folded: ReadonlySet<Path>;
  /** Nodes that a search found. */
  found: ReadonlySet<Path>;
  onSelect: (path: Path) => void;
  onFocus: (path: Path) => void;
};

type Band = DrawnNode & { readonly width: number; readonly height: number };

const headHeight = 24;
/** A band lower than this is drawn with all of its colour as one path: it shows nothing but the colour. */
const leastHeight = 4;

const boxOf = ({ x, y, width, height }: Band): string =>
  `M${x} ${y}h${Math.max(1, width - 2)}v${height}h${-Math.max(1, width - 2)}z`;

/** The tree as nested bands: every leaf the same height, so shares can be read by eye. */
export function IcicleView({ index, selected, focus, folded, found, onSelect, onFocus }: IcicleViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const size = useSize(frame);
  const { paths, depths, tree } = index;
  const isNarrow = (size?.width ?? 0) < 560;
  const layout = useMemo(
    () =>
      size
        ? layOutIcicle(paths, {
            width: size.width,
            height: Math.max(40, size.height - headHeight),
            root: focus,
            folded,
            depths: depths - depthOf(focus),
          })
        : null,
    [paths, size, focus, folded, depths],
  );
  const bands = useMemo(
    () =>
      (layout?.cells ?? []).map((cell): Band => ({
        ...drawNode(index, cell),
        width: cell.width,
        height: cell.height,
      })),
    [layout, index],
  );
  const onPath = useMemo(
    () => new Set(["", selected, ...(selected === "" ? [] : ancestorPaths(selected))]),
    [selected],
  );
  const thin = useMemo(() => {
    const low = bands.filter((band) => band.height < leastHeight);
    return {
      low,
      colours: [...Map.groupBy(low, (band) => band.stop)].map(([stop, group]) => ({
        stop,
        d: group.map(boxOf).join(""),
      })),
      found: low
        .filter((band) => found.has(band.path))
        .map((band) => `M${band.x + band.width - 14} ${band.y + band.height / 2}h10`)
        .join(""),
    };
  }, [bands, found]);
  useEffect(() => {
    const active = document.activeElement;
    if (active instanceof SVGElement && svg.current?.contains(active)) {
      svg.current.querySelector<SVGGElement>(`[data-path="${selected}"]`)?.focus({ preventScroll: true });
    }
  }, [selected]);
  // The same functions for every render, so that a band whose look stays is not drawn again.
  const select = useStable(onSelect);
  const zoom = useStable((path: Path) => onFocus(path === focus ? "" : path));
  const bandAt = (event: MouseEvent): Band | undefined => {
    const { left = 0, top = 0 } = svg.current?.getBoundingClientRect() ?? {};
    const [x, y] = [event.clientX - left, event.clientY - top - headHeight];
    return thin.low.find(
      (band) => x >= band.x && x < band.x + band.width && y >= band.y && y < band.y + band.height,
    );
  };
  const titles = ["Question", ...tree.roles.map((role) => role.title)].slice(depthOf(focus));
  return (
    <div className="flex min-h-0 flex-1 flex-col px-3 pb-2 md:px-4">
      <div ref={frame} className="relative min-h-0 flex-1">
        {layout && (
          <svg
            ref={svg}
            role="tree"
            aria-label={`Icicle of the tree, ${paths.length} nodes`}
            className={`tree-svg absolute inset-0 size-full select-none ${bands.length > 400 ? "still" : ""}`}
          >
            {titles.map((title, column) => (
              <text key={title} x={(layout.columns[column] ?? 0) + 2} y={15} className="title" aria-hidden>
                {isNarrow && column === 0 && focus === "" ? "Q" : title}
              </text>
            ))}
            <g transform={`translate(0 ${headHeight})`}>
              <g
                aria-hidden
                onClick={(event) => select(bandAt(event)?.path ?? selected)}
                onDoubleClick={(event) => zoom(bandAt(event)?.path ?? focus)}
              >
                {thin.colours.map(({ stop, d }) => (
                  <path key={stop ?? "none"} d={d} fill={stop === null ? "var(--edge)" : `var(--v${stop})`} />
                ))}
                {thin.found !== "" && <path d={thin.found} stroke="var(--accent)" strokeWidth={3} />}
              </g>
              {bands
                .filter((band) => band.height >= leastHeight || onPath.has(band.path))
                .map((band) => (
                  <IcicleCell
                    key={band.path}
                    {...band}
                    isNarrow={isNarrow}
                    isSelected={band.path === selected}
                    isOnPath={onPath.has(band.path)}
                    isFound={found.has(band.path)}
                    onSelect={select}
                    onFocus={zoom}
                  />
                ))}
            </g>
          </svg>
        )}
      </div>
    </div>
  );
}
