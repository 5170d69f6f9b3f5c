import { memo, useEffect, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import {
  Handle,
  Position,
  ReactFlow,
  type Edge,
  type Node,
  type NodeProps,
  type ReactFlowInstance,
} from "@xyflow/react";
import { drawNode, type DrawnNode } from "../../../components/tree/draw-node.ts";
import { indexTree } from "../../../components/tree/index-tree.ts";
import { NodeGlyph } from "../../../components/tree/node-glyph.tsx";
import { parentPath } from "../../../lib/core/path.ts";
import { layOutTree } from "../../../lib/draw/layout-tree.ts";
import type { Tree } from "../../../lib/http/wire/trees.ts";
import type { Mount } from "./drawing.ts";

type FlowNode = Node<{ readonly node: DrawnNode }>;

/** The same glyph and words as in ours; memoised, as React Flow's manual asks. */
const Drawn = memo(function Drawn({ data: { node } }: NodeProps<FlowNode>) {
  return (
    <div className="flow-node">
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <svg width={36} height={36} viewBox="-18 -18 36 36">
        {node.shape === "question" ? (
          <rect x={-18} y={-17} width={36} height={34} rx={8} fill="#ddd" />
        ) : (
          <NodeGlyph shape={node.shape} stop={node.stop} radius={node.radius} />
        )}
      </svg>
      <span>{node.answer ?? `${node.name} ${node.value} ${node.aside}`}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  );
});
const nodeTypes = { drawn: Drawn };

type FlowProps = {
  first: Tree;
  settings: FlowSettings;
  onReady: (parts: { show: (tree: Tree) => void }) => void;
  onInit: (flow: ReactFlowInstance<FlowNode>) => void;
};

/**
 * How React Flow is set up: as it comes, or in its quickest settings, where sizes are given and dragging, connecting and
 * choosing are off; in these also with visible elements only, begun at scale 1, where that helps it.
 */
type FlowSettings = "as it comes" | "quickest" | "visible only";

const quickest = {
  nodesDraggable: false,
  nodesConnectable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
} as const;

/** React Flow with the same places and contents. */
function Flow({ first, settings, onReady, onInit }: FlowProps) {
  const [isAsItComes, isVisibleOnly] = [settings === "as it comes", settings === "visible only"];
  const [tree, setTree] = useState(first);
  const layout = useMemo(() => layOutTree(indexTree(first).paths, { depths: 3 }), [first]);
  const edges = useMemo(
    (): Edge[] =>
      layout.links.map(({ path }) => ({ id: path, source: parentPath(path) || "question", target: path })),
    [layout],
  );
  const nodes = useMemo((): FlowNode[] => {
    const index = indexTree(tree);
    return layout.nodes.map((placed) => ({
      id: placed.path || "question",
      type: "drawn",
      position: { x: placed.x - 18, y: placed.y - 18 },
      ...(isAsItComes ? {} : { width: 150, height: 36 }),
      data: { node: drawNode(index, placed) },
    }));
  }, [layout, tree, isAsItComes]);
  useEffect(() => onReady({ show: setTree }), [onReady]);
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      onInit={onInit}
      onlyRenderVisibleElements={isVisibleOnly}
      {...(isAsItComes ? {} : quickest)}
      minZoom={0.005}
      fitView={!isVisibleOnly}
      defaultViewport={{ x: 0, y: -Math.max(0, layout.height / 2 - 450), zoom: 1 }}
    />
  );
}

export const mountFlow =
  (settings: FlowSettings): Mount =>
  (root, first) => {
    let show: (tree: Tree) => void = () => undefined;
    let flow: ReactFlowInstance<FlowNode> | null = null;
    createRoot(root).render(
      <Flow
        first={first}
        settings={settings}
        onReady={(parts) => void (show = parts.show)}
        onInit={(made) => void (flow = made)}
      />,
    );
    return {
      recolour: (tree) => show(tree),
      fit: () => void flow?.fitView(),
      zoomClose: () => void flow?.zoomTo(1),
    };
  };
