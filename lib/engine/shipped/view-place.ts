import type { ProvenanceLine } from "../../export/provenance-line.ts";
import type { ExportRowPlace } from "../../http/wire/export-rows.ts";

/** A line of provenance as it is sent. */
export const viewPlace = ({ nodeIds, values, labels, ...line }: ProvenanceLine): ExportRowPlace => ({
  ...line,
  nodeIds: [...nodeIds],
  values: [...values],
  labels: labels && [...labels],
});
